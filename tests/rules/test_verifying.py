"""The housekeeper walks the chain once a day; rows are compared with what the events tell."""

from __future__ import annotations

import tracemalloc
from uuid import UUID

import pytest

from intake.audit import verify, write_event
from intake.halting import halted
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.applications import states
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.town import Town
from intake.verifying import resume, verified_daily
from tests.engines import unguarded
from tests.scenery import StandingClock, hand_in


@pytest.fixture
def desk(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Store:
    """A database with one application."""
    hand_in(store, public_keys, clock, town)
    return store


def acts(store: Store) -> list[tuple[str, str]]:
    with store.reading() as session:
        found = latest_of(session, ("audit_verified", "audit_broken"), 99)
        return [(event.act, event.actor) for event in found]


def stopped(store: Store) -> bool:
    with store.reading() as session:
        return halted(session)


@pytest.mark.both_engines
def test_the_housekeeper_walks_the_chain_once_a_day_and_writes_it_down(desk: Store, clock: StandingClock) -> None:
    finding = verified_daily(desk, clock)
    assert finding is not None
    assert finding.sound
    clock.pass_by(hours=23)
    assert verified_daily(desk, clock) is None
    clock.pass_by(hours=2)
    assert verified_daily(desk, clock) is not None
    assert acts(desk) == [("audit_verified", "housekeeper")] * 2


@pytest.mark.both_engines
def test_what_the_housekeeper_finds_broken_stops_the_work_and_the_next_day_does_not_lift_that(
    desk: Store, clock: StandingClock
) -> None:
    unguarded(desk, "UPDATE applications SET state = 'completed'")
    verified_daily(desk, clock)
    assert stopped(desk)
    unguarded(desk, "UPDATE applications SET state = 'submitted'")
    clock.pass_by(days=2)
    verified_daily(desk, clock)
    assert acts(desk) == [("audit_verified", "housekeeper"), ("audit_broken", "housekeeper")]
    assert stopped(desk)


@pytest.mark.both_engines
def test_what_the_city_has_let_go_on_is_not_broken_anew_every_night(desk: Store, clock: StandingClock) -> None:
    unguarded(desk, "UPDATE events SET actor = 'clerk 9' WHERE number = 1")
    verified_daily(desk, clock)
    with desk.writing() as session:
        resume(session, "auditor 4", clock.now())
    for _ in range(3):
        clock.pass_by(days=2)
        finding = verified_daily(desk, clock)
        assert finding is not None
        assert finding.sound
    assert not stopped(desk)


@pytest.mark.both_engines
def test_an_application_whose_events_were_cut_off_shows_without_any_paper(
    desk: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    reference = hand_in(desk, public_keys, clock, town).application.reference
    unguarded(desk, "DELETE FROM events WHERE number = 2")
    with desk.reading() as session:
        finding = verify(session)
    assert finding.wrong
    assert (finding.wrong.code, finding.wrong.values["count"]) == ("untold", 1)
    assert "-".join((reference[:3], reference[3:6], reference[6:9], reference[9:])) in finding.trouble


@pytest.mark.both_engines
def test_what_was_erased_after_its_time_is_no_trouble(desk: Store, clock: StandingClock, town: Town) -> None:
    clock.pass_by(days=400)
    purge(desk, clock, town.retention)
    with desk.reading() as session:
        assert (verify(session).trouble, states(session)) == ("", {})


def test_a_long_chain_is_walked_in_little_memory(store: Store, clock: StandingClock) -> None:
    with store.writing() as session:
        for number in range(1, 3001):
            write_event(session, "cancel", "resident", clock.now(), UUID(int=number), to="cancelled")
            session.expunge_all()
    tracemalloc.start()
    with store.reading() as session:
        assert verify(session).count == 3000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000
