"""Settings: a process without one does not start, and says which one is missing."""

from datetime import timedelta
from pathlib import Path

import pytest

from intake.clock import SystemClock, on_the_wall, today
from intake.settings import SettingMissing, required, required_file, secret_from_file

NAME = "MIZUGUCHI_SECRET"


@pytest.mark.parametrize("environ", [{}, {NAME: ""}, {NAME: "  \n"}])
def test_a_missing_or_empty_setting_is_named(environ: dict[str, str]) -> None:
    for read in (required, required_file, secret_from_file):
        with pytest.raises(SettingMissing, match=NAME):
            read(environ, NAME)


def test_a_setting_is_read_without_spaces_around_it() -> None:
    assert required({NAME: " sqlite:///desk.sqlite\n"}, NAME) == "sqlite:///desk.sqlite"


def test_a_file_that_is_not_there_is_a_missing_setting_and_its_path_is_not_told(tmp_path: Path) -> None:
    environ = {NAME: str(tmp_path / "nowhere")}
    for read in (required_file, secret_from_file):
        with pytest.raises(SettingMissing) as refusal:
            read(environ, NAME)
        assert "nowhere" not in str(refusal.value)


def test_a_secret_comes_from_a_file_and_an_empty_file_holds_none(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch(mode=0o600)
    file.write_text("a long secret\n", encoding="ascii")
    assert secret_from_file({NAME: str(file)}, NAME) == "a long secret"
    assert required_file({NAME: str(file)}, NAME) == file
    file.write_text("\n", encoding="ascii")
    with pytest.raises(SettingMissing):
        secret_from_file({NAME: str(file)}, NAME)


def test_a_rehearsal_may_live_on_another_day() -> None:
    now, later = SystemClock().now(), SystemClock(timedelta(days=40)).now()
    assert timedelta(days=40) <= later - now < timedelta(days=40, minutes=1)
    assert today(SystemClock(timedelta(days=40))) == on_the_wall(later).date()
