"""Memo and contact log: sealed, for staff only, and never lost when somebody else was quicker."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from intake.clock import Clock
from intake.memos import read_memo
from intake.opening import open_record
from intake.retention import purge
from intake.sealing.refusal import CannotOpen
from intake.store.engine import Store
from intake.store.events import all_events
from intake.store.notes import Note, notes_about
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page, row
from tests.scenery import PrivateKeys, StandingClock

WORDS = "大家さんの髙橋さんに確認する"


def notes(store: Store, reference: str) -> list[Note]:
    with store.reading() as session:
        return list(notes_about(session, row(store, reference).id))


def test_a_memo_and_a_try_to_reach_somebody_stand_on_the_opened_record_only(
    sato: Clerk, suzuki: Clerk, reference: str, clock: StandingClock
) -> None:
    assert sato.presses(sato.opens(reference), "note", text=WORDS).status == 200
    clock.pass_by(minutes=1)
    sato.presses(sato.opens(reference), "note", means="phone", whom="applicant", result="no_answer")
    opened = suzuki.opens(reference, reason="inquiry")
    assert opened.marks("data-note") == ["memo", "contact"]
    assert WORDS in opened.text
    assert "電話 · 申込者 · 応答なし" in opened.text
    assert WORDS not in suzuki.cover(reference).text + suzuki.sees("/queue").text


@pytest.mark.check(28)
def test_a_conflicting_memo_comes_back_with_what_changed_and_the_second_press_saves_it(
    sato: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    opened = sato.opens(reference)
    cancel_on_my_page(store, reference, clock)
    kept = sato.presses(opened, "note", text=WORDS)
    assert kept.status == 409
    assert kept.form("note").fields["text"] == WORDS
    assert kept.marks("data-event") == ["cancel"]
    assert notes(store, reference) == []
    assert sato.presses(kept, "note").status == 200
    assert len(notes(store, reference)) == 1


@pytest.mark.check(28)
def test_of_two_memos_at_once_none_is_lost(sato: Clerk, suzuki: Clerk, reference: str, store: Store) -> None:
    mine, theirs = sato.opens(reference), suzuki.opens(reference, reason="inquiry")
    sato.presses(mine, "note", text="一")
    kept = suzuki.presses(theirs, "note", text="二")
    assert kept.status == 409
    assert "memo" in kept.marks("data-event")
    suzuki.presses(kept, "note")
    assert len(notes(store, reference)) == 2


def test_a_memo_that_is_too_long_or_incomplete_stays_in_its_form(sato: Clerk, reference: str) -> None:
    long = sato.presses(sato.opens(reference), "note", text="長" * 1001)
    assert long.status == 422
    assert long.form("note").fields["text"] == "長" * 1001
    assert sato.presses(long, "note", text="短い", means="phone").status == 422
    assert sato.presses(sato.opens(reference), "note").status == 422


def test_a_second_press_makes_no_second_memo(sato: Clerk, reference: str, store: Store) -> None:
    opened = sato.opens(reference)
    for _ in range(2):
        assert sato.presses(opened, "note", text=WORDS).status == 200
    assert len(notes(store, reference)) == 1


def test_a_memo_opens_for_office_and_recovery_and_in_its_own_place_only(
    sato: Clerk, reference: str, store: Store, private_keys: PrivateKeys
) -> None:
    sato.presses(sato.opens(reference), "note", text=WORDS)
    (note,) = notes(store, reference)
    for reader, wrap, key in (
        ("office", note.office_wrap, private_keys.office),
        ("recovery", note.recovery_wrap, private_keys.recovery),
    ):
        assert read_memo(open_record(note.body, wrap, reader, key, note.part)).text == WORDS
    with pytest.raises(CannotOpen):
        open_record(note.body, note.office_wrap, "office", private_keys.office, note.part + "x")
    assert WORDS.encode() not in note.body
    assert "resident_wrap" not in Note.__table__.columns


def test_the_words_of_a_memo_are_in_no_event_and_no_log(
    sato: Clerk, reference: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    sato.presses(sato.opens(reference), "note", text=WORDS)
    with store.reading() as session:
        assert not [event for event in all_events(session) if WORDS in event.detail]
    assert WORDS not in capsys.readouterr().err


def test_a_changed_memo_is_not_shown_as_if_it_were_whole(sato: Clerk, reference: str, store: Store) -> None:
    sato.presses(sato.opens(reference), "note", text=WORDS)
    with store.writing() as session:
        session.execute(text("UPDATE notes SET writer = 2"))
    assert sato.opens(reference).status == 500


def test_notes_are_erased_with_their_application(
    sato: Clerk, reference: str, store: Store, clock: StandingClock, town: Town
) -> None:
    sato.presses(sato.opens(reference), "note", text=WORDS)
    clock.pass_by(days=town.retention.application_days + 30)
    purge(store, clock, town.retention)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Note)) == 0
