"""The audit chain: what an attacker with the database file changes, removes, reorders or cuts off is found."""

from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from intake.audit import (
    BEGINNING,
    HEAD_ON_PAPER,
    DetailNotAllowed,
    WrongHead,
    details,
    event_hash,
    head,
    read_heads,
    verify,
    write_event,
)
from intake.store.engine import Store
from intake.store.events import all_events, events_about
from tests.engines import SQLITE, unguarded
from tests.scenery import StandingClock

pytestmark = pytest.mark.both_engines
ABOUT = UUID(int=7)


@pytest.fixture
def chain(store: Store, clock: StandingClock) -> Store:
    """Five events."""
    for number in range(5):
        with store.writing() as session:
            write_event(session, "print", "clerk 1", clock.now(), ABOUT, serial=number)
        clock.pass_by(minutes=1)
    return store


def trouble(store: Store, *heads: str) -> str:
    with store.reading() as session:
        return verify(session, heads).trouble


def head_on_paper(store: Store) -> str:
    with store.reading() as session:
        return head(session)[:HEAD_ON_PAPER]


def renumbered(old: int, new: int) -> str:
    return f"UPDATE events SET number = {new} WHERE number = {old}"  # noqa: S608 - the test's own numbers


def test_a_chain_that_nobody_touched_is_sound_with_every_head_that_stands_on_paper(chain: Store) -> None:
    with chain.reading() as session:
        heads = [event.hash[:HEAD_ON_PAPER] for event in all_events(session)]
        finding = verify(session, [*heads, heads[0].upper()])
        assert (finding.sound, finding.count, finding.head) == (True, 5, head(session))


def test_a_head_from_paper_proves_the_chain_up_to_its_event(chain: Store) -> None:
    with chain.reading() as session:
        third = list(all_events(session))[2]
        (witness,) = verify(session, [third.hash[:HEAD_ON_PAPER]]).witnesses
    assert (witness.number, witness.at) == (3, third.at)


@pytest.mark.parametrize(
    "typed",
    ["b81d44e09a6c", "B81D 44E0 9A6C", "b81d-44e0-9a6c", "ｂ８１ｄ 44e0　9a6c ", "b81d44e09a6c," + "a" * 64],
)
def test_a_head_may_be_typed_in_groups_and_capitals(typed: str) -> None:
    assert read_heads(typed)[0] == "b81d44e09a6c"


@pytest.mark.parametrize("typed", ["b81d", "b81d44e09a6g", "b81d44e09a6c 12"])
def test_what_can_be_no_head_is_refused(typed: str) -> None:
    with pytest.raises(WrongHead):
        read_heads(typed)


def test_an_empty_chain_is_sound(store: Store) -> None:
    with store.reading() as session:
        assert (verify(session).sound, verify(session).count, head(session)) == (True, 0, BEGINNING)


@pytest.mark.parametrize(
    "change",
    [
        "act = 'open'",
        "actor = 'clerk 2'",
        "at = '2026-11-23 04:00:00.000000'",
        "application_id = NULL",
        "detail = '{\"serial\": 8}'",
        "hash = '" + "f" * 64 + "'",
    ],
)
def test_a_changed_event_is_found(chain: Store, change: str) -> None:
    unguarded(chain, f"UPDATE events SET {change} WHERE number = 3")  # noqa: S608 - the test's own words
    assert trouble(chain) == "event 3 was changed"


def test_an_event_that_was_hooked_elsewhere_into_the_chain_is_found(chain: Store) -> None:
    unguarded(chain, "UPDATE events SET previous = (SELECT hash FROM events WHERE number = 1) WHERE number = 3")
    assert trouble(chain) == "event 3 does not follow the event before it"


@pytest.mark.parametrize("number", [1, 3])
def test_a_missing_event_is_found(chain: Store, number: int) -> None:
    unguarded(chain, f"DELETE FROM events WHERE number = {number}")  # noqa: S608 - the test's own number
    assert trouble(chain) == f"event {number} is missing"


def test_a_missing_event_whose_gap_was_closed_is_found(chain: Store) -> None:
    unguarded(chain, "DELETE FROM events WHERE number = 3", renumbered(4, 3), renumbered(5, 4))
    assert trouble(chain) == "event 3 does not follow the event before it"


def test_reordered_events_are_found(chain: Store) -> None:
    unguarded(chain, renumbered(2, 99), renumbered(3, 2), renumbered(99, 3))
    assert trouble(chain) == "event 2 does not follow the event before it"


def test_events_cut_off_at_the_end_are_found_by_the_head_on_paper(chain: Store) -> None:
    paper = head_on_paper(chain)
    unguarded(chain, "DELETE FROM events WHERE number > 3")
    assert trouble(chain) == ""
    assert trouble(chain, paper) == f"no event has the head {paper} that stands on paper"


def test_a_chain_that_was_written_anew_in_full_is_found_by_the_head_on_paper(
    chain: Store, clock: StandingClock
) -> None:
    paper = head_on_paper(chain)
    unguarded(chain, "DELETE FROM events")
    for number in range(5):
        with chain.writing() as session:
            write_event(session, "print", "clerk 2", clock.now(), ABOUT, serial=number)
    assert trouble(chain) == ""
    assert trouble(chain, paper)


@pytest.mark.parametrize("statement", ["UPDATE events SET actor = 'clerk 2'", "DELETE FROM events"])
def test_the_database_refuses_to_change_or_remove_an_event(chain: Store, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), chain.writing() as session:
        session.execute(text(statement))
    assert trouble(chain) == ""


@pytest.mark.parametrize("detail", ["name", "email", "address", "answers"])
def test_an_event_takes_no_detail_that_is_not_on_the_list(store: Store, clock: StandingClock, detail: str) -> None:
    with pytest.raises(DetailNotAllowed) as refusal, store.writing() as session:
        write_event(session, "open", "clerk 1", clock.now(), None, **{detail: "髙﨑"})
    assert "髙﨑" not in str(refusal.value)
    with store.reading() as session:
        assert verify(session).count == 0


def test_an_event_is_read_back_as_it_was_written_and_follows_the_one_before(chain: Store) -> None:
    with chain.reading() as session:
        events = events_about(session, ABOUT)
        assert [details(event) for event in events] == [{"serial": number} for number in range(5)]
        assert [event.previous for event in events] == [BEGINNING, *(event.hash for event in events[:-1])]
        assert all(event_hash(event) == event.hash for event in events)


def test_an_event_of_a_transaction_that_failed_was_never_there(chain: Store, clock: StandingClock) -> None:
    with suppress(ZeroDivisionError), chain.writing() as session:
        write_event(session, "print", "clerk 1", clock.now(), ABOUT, serial=9)
        raise ZeroDivisionError
    with chain.reading() as session:
        assert (verify(session).sound, verify(session).count) == (True, 5)


@pytest.mark.parametrize("number", [5, 3, 99])
def test_the_database_refuses_an_event_that_replaces_another_or_stands_out_of_order(
    chain: Store, number: int
) -> None:
    """`INSERT OR REPLACE` of SQLite fires no trigger against deletion."""
    replacing = "INSERT OR REPLACE" if chain.engine.dialect.name == SQLITE else "INSERT"
    forged = text(
        f"{replacing} INTO events SELECT :number, at, act, actor, application_id, detail, previous, 'forged'"  # noqa: S608 - one of two words
        " FROM events WHERE number = 1"
    )
    with pytest.raises(DatabaseError, match="events follow each other"), chain.writing() as session:
        session.execute(forged, {"number": number})
    assert not trouble(chain)
