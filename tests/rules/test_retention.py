"""Retention: what has been kept long enough goes, and nothing that is younger."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.retention import RULES, purge
from intake.store.base import Table
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.outbox import Delivery, Mail, enqueue
from intake.store.visits import Visit
from intake.town import Town
from tests.rules.looking import rows
from tests.scenery import MONDAY_NOON, StandingClock

pytestmark = pytest.mark.both_engines


def drafted(session: Session) -> None:
    until = MONDAY_NOON + timedelta(hours=24)
    session.add(
        Draft(
            id=uuid4(),
            procedure="start",
            language="ja",
            link_lookup=uuid4().bytes,
            link_lock=b"",
            content=b"",
            created_at=MONDAY_NOON,
            expires_at=until,
        )
    )


def visited(session: Session) -> None:
    until = MONDAY_NOON + timedelta(hours=24)
    session.add(Visit(lookup=uuid4().bytes, about=uuid4(), locked=b"", expires_at=until))


def asked_for_a_link(session: Session) -> None:
    for state in Delivery:
        enqueue(session, "verify", uuid4(), b"", MONDAY_NOON).state = state.value


@pytest.mark.parametrize(
    ("kept", "table", "what", "count"),
    [
        (drafted, Draft, "drafts", 1),
        (visited, Visit, "visits", 1),
        (asked_for_a_link, Mail, "dead letters", len(Delivery)),
    ],
)
def test_drafts_visits_and_mailed_links_go_after_a_day_and_no_second_before(
    store: Store,
    clock: StandingClock,
    town: Town,
    kept: Callable[[Session], None],
    table: type[Table],
    what: str,
    count: int,
) -> None:
    with store.writing() as session:
        kept(session)
    clock.pass_by(hours=24, seconds=-1)
    assert not any(purge(store, clock, town.retention).values())
    assert rows(store, table) == count
    clock.pass_by(seconds=1)
    assert purge(store, clock, town.retention)[what] == count
    assert rows(store, table) == 0


def test_a_rule_that_fails_erases_nothing(store: Store, clock: StandingClock, town: Town) -> None:
    with store.writing() as session:
        drafted(session)
        session.execute(delete(Visit))
    clock.pass_by(days=2)
    rule = next(rule for rule in RULES if rule.what == "drafts")
    try:
        with store.writing() as session:
            assert rule.erase(session, town.retention, clock.now()) == 1
            raise ZeroDivisionError
    except ZeroDivisionError:
        assert rows(store, Draft) == 1
