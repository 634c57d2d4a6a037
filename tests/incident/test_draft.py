"""The draft of the report, by command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from intake.audit import write_event
from intake.commands import mizuguchi
from intake.incident.suspects import OF_A_PACKAGE, Suspect
from intake.receiving import Receipt
from intake.reference import shown
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.engines import unguarded
from tests.scenery import ANSWERS, EMAIL, StandingClock, hand_in

Told = Callable[..., Result]
NINE = ("概要", "個人データの項目", "本人の数", "原因", "二次被害", "本人への対応", "公表", "再発防止", "その他")


@pytest.fixture
def receipt(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Receipt:
    made = hand_in(store, public_keys, clock, town)
    with store.writing() as session:
        write_event(session, "opened", "clerk 1", clock.now() + timedelta(hours=1), made.application.id)
    return made


@pytest.fixture
def told(store: Store, receipt: Receipt) -> Told:
    url = store.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> Result:
        usual = ["incident", "--from", "2026-11-23", "--until", "2026-11-23", "--known-at", "2026-11-27T09:30"]
        return CliRunner().invoke(mizuguchi, [*usual, *words], env={"MIZUGUCHI_DATABASE": url})

    return run


@pytest.mark.parametrize("suspect", [each.value for each in Suspect])
def test_a_draft_has_all_nine_items_the_dates_and_the_worksheet_and_nothing_of_a_person(
    told: Told, suspect: str
) -> None:
    more = {"account": ("--account", "1"), "terminal": ("--terminal", "a1b2c3d4e5f6")}.get(suspect, ())
    draft = told("--suspect", suspect, *more)
    assert draft.exit_code == 0, draft.output
    for number, item in enumerate(NINE, start=1):
        assert f"## {number}. {item}" in draft.output
    cipher = "ChaCha20-Poly1305" if suspect in OF_A_PACKAGE else "AES-256-GCM"
    for expected in ("2026年11月29日（日）", "2026年12月1日（火）", "2026年12月26日（土）", cipher):
        assert expected in draft.output
    for personal in (EMAIL, ANSWERS["family_name"], ANSWERS["lot"], ANSWERS["building"], "葛"):
        assert personal not in draft.output


def test_a_draft_names_the_record_by_its_reference_and_the_clerk_by_number(told: Told, receipt: Receipt) -> None:
    draft = told("--account", "1")
    assert f"| {shown(receipt.application.reference)} | 開いた | 2026-11-23 13:00 | 担当者 1 |" in draft.output


def test_malicious_intent_gives_sixty_days(told: Told) -> None:
    draft = told("--malicious").output
    assert "2027年1月25日（月）" in draft
    assert "2026年12月26日" not in draft


def test_a_stolen_disk_may_be_argued_and_the_key_itself_hardly(told: Told) -> None:
    assert "主張を検討できます" in told("--suspect", "storage").output
    assert "難しいと考えて" in told("--suspect", "office-key").output
    assert "市が判断します" in told("--suspect", "storage").output


def test_an_empty_span_says_that_this_proves_nothing(told: Told) -> None:
    draft = told("--from", "2020-01-01", "--until", "2020-01-02")
    assert draft.exit_code == 0
    assert "何も起きなかったことの証明ではありません" in draft.output


def test_a_day_alone_is_the_whole_day(told: Told) -> None:
    assert "2026-11-23 00:00 ～ 2026-11-23 23:59" in told().output


def test_a_broken_log_is_said_at_the_top_and_ends_with_one(told: Told, store: Store) -> None:
    unguarded(store, "UPDATE events SET actor = 'clerk 9' WHERE act = 'opened'")
    draft = told()
    assert draft.exit_code == 1
    assert "警告" in draft.output
    assert "NOT SOUND" in draft.stderr


def test_a_file_is_for_its_owner_alone_and_never_written_over(told: Told, tmp_path: Path) -> None:
    out = tmp_path / "draft.md"
    assert told("--out", str(out)).exit_code == 0
    assert out.stat().st_mode & 0o777 == 0o600
    before = out.read_text("utf-8")
    assert before.startswith("# 漏えい等報告（案）")
    assert told("--out", str(out), "--malicious").exit_code == 1
    assert out.read_text("utf-8") == before


def test_drafting_writes_nothing_into_the_log(told: Told, store: Store) -> None:
    first, second = told().output, told().output
    assert first == second


@pytest.mark.parametrize(
    "words",
    [
        ("--until", "2026-11-01"),
        ("--from", "yesterday"),
        ("--suspect", "account"),
        ("--suspect", "terminal"),
        ("--suspect", "somebody"),
        ("--account", "0"),
        ("--terminal", "zz"),
        ("--account", "1", "--terminal", "a1b2c3d4e5f6"),
        ("--account", "1", "--suspect", "window"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(told: Told, words: tuple[str, ...]) -> None:
    assert told(*words).exit_code == 2
