"""Whose records could have been seen, by the event log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from intake.audit import write_event
from intake.incident.affected import Affected, affected
from intake.incident.span import Span
from intake.incident.suspects import Question, Suspect
from intake.receiving import Receipt
from intake.reference import shown
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.rights import Process
from intake.town import Town
from tests.engines import unguarded, url_for
from tests.scenery import StandingClock, hand_in

Ask = Callable[..., Affected]
DESK = "a1b2c3d4e5f6"


@pytest.fixture
def ask(store: Store, clock: StandingClock) -> Ask:
    """Ask about a span of hours, counted from now; the hour from one ago to now if left out."""

    def asked(suspect: Suspect, begin: float = -1, end: float = 0, **more: int | str) -> Affected:
        span = Span(clock.now() + timedelta(hours=begin), clock.now() + timedelta(hours=end))
        return affected(store, Question(suspect, **more), span)  # type: ignore[arg-type]  # account, terminal

    return asked


@pytest.fixture
def receipts(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> list[Receipt]:
    """Three applications, an hour apart."""
    made = list[Receipt]()
    for _ in range(3):
        made.append(hand_in(store, public_keys, clock, town))
        clock.pass_by(hours=1)
    return made


@pytest.fixture
def day(store: Store, clock: StandingClock, receipts: list[Receipt]) -> list[str]:
    """Clerk 1 opens the first application, clerk 2 prints the second at a terminal; all three references."""
    first, second, _third = (receipt.application.id for receipt in receipts)
    with store.writing() as session:
        write_event(session, "signed_in", "clerk 1", clock.now(), account=1)
        write_event(session, "opened", "clerk 1", clock.now(), first, reason="key")
        write_event(session, "signed_in", "clerk 2", clock.now(), None, account=2, what=DESK)
        write_event(session, "slip", "clerk 2", clock.now(), second, serial=1, copy=1)
        write_event(session, "searched", "clerk 2", clock.now(), count=3)
    return [shown(receipt.application.reference) for receipt in receipts]


def names(found: Affected) -> list[str]:
    return [each.name for each in found.named]


@pytest.mark.both_engines
def test_the_auditors_role_is_enough_to_ask(
    engine: str, store: Store, clock: StandingClock, day: list[str]
) -> None:
    auditor = Store(url_for(store, Process.AUDITOR))
    span = Span(clock.now() - timedelta(hours=5), clock.now())
    assert affected(auditor, Question(Suspect.CONSOLE), span).open_to_all == tuple(sorted(day))
    auditor.engine.dispose()


def test_an_account_has_seen_what_it_opened_printed_or_searched(ask: Ask, day: list[str]) -> None:
    first, second = ask(Suspect.ACCOUNT, account=1), ask(Suspect.ACCOUNT, account=2)
    assert (names(first), names(second)) == ([day[0]], [day[1]])
    assert (first.unnamed["searched"].looks, second.unnamed["searched"].records) == (0, 3)
    assert second.named[0].acts == ("slip",)


def test_an_account_keeps_its_past_under_another_role(
    ask: Ask, store: Store, clock: StandingClock, day: list[str]
) -> None:
    with store.writing() as session:
        write_event(session, "searched", "supervisor 1", clock.now(), count=2)
    assert ask(Suspect.ACCOUNT, account=1).unnamed["searched"].records == 2


def test_account_1_is_not_account_11(ask: Ask, day: list[str]) -> None:
    assert names(ask(Suspect.ACCOUNT, account=11)) == []


def test_a_terminal_has_seen_what_was_opened_by_who_sat_there(ask: Ask, day: list[str]) -> None:
    found = ask(Suspect.TERMINAL, terminal=DESK)
    assert names(found) == [day[1]]
    assert found.sign_ins_without_terminal == 1
    assert names(ask(Suspect.TERMINAL, terminal="0" * 12)) == []


def test_what_others_open_meanwhile_or_the_same_person_on_another_day_was_not_at_that_terminal(
    ask: Ask, store: Store, clock: StandingClock, day: list[str], receipts: list[Receipt]
) -> None:
    third = receipts[2].application.id
    with store.writing() as session:
        write_event(session, "opened", "clerk 1", clock.now(), third, reason="key")
    clock.pass_by(hours=9, seconds=1)
    with store.writing() as session:
        write_event(session, "opened", "clerk 2", clock.now(), third, reason="key")
    assert names(ask(Suspect.TERMINAL, begin=-24, terminal=DESK)) == [day[1]]


def test_the_window_has_seen_what_passed_in_the_span_and_no_more(ask: Ask, day: list[str]) -> None:
    assert names(ask(Suspect.WINDOW, begin=-2.5, end=-1.5)) == [day[1]]
    assert ask(Suspect.WINDOW, begin=-2.5, end=-1.5).existed == 2


@pytest.mark.parametrize("suspect", [Suspect.CONSOLE, Suspect.OFFICE_KEY])
def test_the_consoles_host_and_the_offices_key_open_all_that_was_there(
    ask: Ask, day: list[str], suspect: Suspect
) -> None:
    assert ask(suspect).open_to_all == tuple(sorted(day))
    assert ask(suspect, begin=-2.5, end=-1.5).open_to_all == tuple(sorted(day[:2]))


def test_what_is_erased_since_is_counted_and_what_was_erased_before_is_not(
    ask: Ask, store: Store, clock: StandingClock, day: list[str], town: Town
) -> None:
    clock.pass_by(days=400)
    assert purge(store, clock, town.retention)["applications"] == 3
    while_it_was_there = ask(Suspect.OFFICE_KEY, begin=-400 * 24 - 1, end=-400 * 24)
    assert (while_it_was_there.existed, while_it_was_there.erased_since) == (3, 3)
    assert ask(Suspect.OFFICE_KEY).existed == 3, "erased within the span, so it was there at its beginning"
    clock.pass_by(hours=5)
    assert ask(Suspect.OFFICE_KEY).existed == 0


def test_a_span_in_which_nothing_happened_names_nobody(ask: Ask, day: list[str]) -> None:
    found = ask(Suspect.STAFF, begin=-100, end=-90)
    assert (names(found), found.existed, found.finding.sound) == ([], 0, True)


def test_an_empty_desk_answers_too(ask: Ask) -> None:
    assert ask(Suspect.CONSOLE).existed == 0


def test_a_broken_log_is_told_and_what_it_says_is_shown_all_the_same(
    ask: Ask, store: Store, day: list[str]
) -> None:
    unguarded(store, "UPDATE events SET actor = 'clerk 9' WHERE act = 'slip'")
    found = ask(Suspect.STAFF)
    assert not found.finding.sound
    assert len(found.named) == 2
