"""The log says only what is on its list."""

from __future__ import annotations

import pytest

from intake.log import logger


def test_a_field_that_is_not_listed_is_dropped(capsys: pytest.CaptureFixture[str]) -> None:
    logger("window").info("request", route="/ja/mypage", status=200, email="hanako@resident.example", name="髙﨑")
    line = capsys.readouterr().err
    assert line == "event='request' level='info' process='window' route='/ja/mypage' status=200\n"


def test_a_traceback_is_dropped_because_its_last_line_repeats_what_people_type(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        int("hanako@resident.example")
    except ValueError:
        logger("window").exception("unexpected", trouble="ValueError")
    line = capsys.readouterr().err
    assert line == "event='unexpected' level='error' process='window' trouble='ValueError'\n"


def test_a_line_that_can_not_be_written_is_lost_and_nothing_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w", buffering=1) as full:
        monkeypatch.setattr("sys.stderr", full)
        logger("window").info("request", route="/ja/mypage", status=200)
        monkeypatch.undo()
        with pytest.raises(OSError, match="No space left"):
            full.close()


def test_a_value_with_a_line_break_stays_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logger("window").info("request", route="/x\nevent='forged'")
    assert capsys.readouterr().err.count("\n") == 1
