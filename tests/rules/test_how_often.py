"""Hourly limits: counted by time and by account, however many events lie between and whatever the role is now."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from intake.audit import write_event
from intake.store.accounts import actors_of
from intake.store.engine import Store
from intake.store.events import how_often
from tests.scenery import StandingClock

HOUR = timedelta(hours=1)


def opens(store: Store, clock: StandingClock, actor: str) -> None:
    with store.writing() as session:
        write_event(session, "opened", actor, clock.now())


def noise(store: Store, clock: StandingClock, count: int) -> None:
    """Events of others, written past the chain for speed."""
    with store.writing() as session:
        first = session.scalar(text("SELECT coalesce(max(number), 0) + 1 FROM events")) or 1
        rows = [
            {"number": number, "at": clock.now().strftime("%Y-%m-%d %H:%M:%S.000000")}
            for number in range(first, first + count)
        ]
        session.execute(
            text(
                "INSERT INTO events (number, at, act, actor, detail, previous, hash)"
                " VALUES (:number, :at, 'submit', 'resident', '{}', '', :number)"
            ),
            rows,
        )


def often(store: Store, clock: StandingClock) -> int:
    with store.reading() as session:
        return how_often(session, "opened", actors_of(3), clock.now() - HOUR)


def test_six_thousand_events_of_others_make_nobodys_openings_forgotten(store: Store, clock: StandingClock) -> None:
    opens(store, clock, "clerk 3")
    noise(store, clock, 6000)
    assert often(store, clock) == 1


def test_a_change_of_role_forgets_nothing_and_other_numbers_do_not_count(
    store: Store, clock: StandingClock
) -> None:
    for actor in ("clerk 3", "supervisor 3", "clerk 33", "clerk 1"):
        opens(store, clock, actor)
    assert often(store, clock) == 2


def test_what_was_done_an_hour_ago_does_not_count(store: Store, clock: StandingClock) -> None:
    opens(store, clock, "clerk 3")
    clock.pass_by(minutes=59)
    opens(store, clock, "clerk 3")
    clock.pass_by(minutes=2)
    assert often(store, clock) == 1


def test_an_index_answers_so_that_a_long_chain_costs_nothing(store: Store, clock: StandingClock) -> None:
    noise(store, clock, 10)
    with store.reading() as session:
        plan = session.execute(
            text(
                "EXPLAIN QUERY PLAN SELECT count(*) FROM events"
                " WHERE act = 'opened' AND actor IN ('clerk 3', 'supervisor 3') AND at >= '2026'"
            )
        ).all()
    assert "ix_events_done (act=? AND actor=? AND at>?)" in str(plan)
