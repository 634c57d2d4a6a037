"""Retention of applications: the resident's copy goes first, the rest 90 days after the last date concerned."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from intake.acts import perform
from intake.audit import details, verify
from intake.lifecycle import Act
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.sheets import Fate
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.events import all_events
from intake.store.outbox import Mail
from intake.store.slips import PrintedSlip, lay, slips_of
from intake.town import Town
from tests.rules.looking import rows
from tests.scenery import MONDAY_NOON, StandingClock, hand_in

pytestmark = pytest.mark.both_engines

END_OF_90_DAYS = datetime(2027, 3, 10, 15, 0, tzinfo=UTC)
"""Midnight in Japan after the ninetieth day since Thursday 2026-12-10, the start day in the scenery."""


def finish(store: Store, row: Application, at: datetime) -> None:
    for act in (Act.PRINT, Act.KEY, Act.CHECK):
        with store.writing() as session:
            seen = application(session, row.id)
            assert seen is not None
            perform(session, seen, act, "clerk 1", at)


@pytest.fixture
def row(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Application:
    """An application with a slip, for the 10th of December; its letters were delivered."""
    row = hand_in(store, public_keys, clock, town).application
    with store.writing() as session:
        session.add(
            PrintedSlip(
                application_id=row.id,
                copy_number=1,
                printed_at=clock.now(),
                printed_by=1,
                audit_head="",
                fate=Fate.FILED.value,
            )
        )
    return row


def test_the_residents_copy_goes_thirty_days_after_completion(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    clock.pass_by(days=3)
    finish(store, row, clock.now())
    clock.pass_by(days=30, seconds=-1)
    assert purge(store, clock, town.retention)["resident copies"] == 0
    clock.pass_by(seconds=1)
    assert purge(store, clock, town.retention)["resident copies"] == 1
    assert purge(store, clock, town.retention)["resident copies"] == 0
    with store.reading() as session:
        left = application(session, row.id)
        assert left is not None
        assert left.resident_wrap is None
        assert left.office_wrap


def test_a_residents_copy_stays_while_the_application_is_open(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    clock.pass_by(days=80)
    assert purge(store, clock, town.retention)["resident copies"] == 0


@pytest.mark.parametrize("done_after", [None, timedelta(days=1)], ids=["never finished", "finished early"])
def test_an_application_goes_with_its_slips_and_mails_ninety_days_after_the_start_day(
    store: Store, clock: StandingClock, town: Town, row: Application, done_after: timedelta | None
) -> None:
    if done_after:
        finish(store, row, MONDAY_NOON + done_after)
    clock.instant = END_OF_90_DAYS - timedelta(seconds=1)
    assert purge(store, clock, town.retention)["applications"] == 0
    clock.instant = END_OF_90_DAYS
    assert purge(store, clock, town.retention)["applications"] == 1
    assert [rows(store, table) for table in (Application, PrintedSlip, Mail)] == [0, 0, 0]


def test_a_sheet_that_is_held_or_lost_outlives_its_application_until_it_is_shredded(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    with store.writing() as session:
        lay(session, slips_of(session, row.id)[0], Fate.LOST, 1, clock.now())
    clock.instant = END_OF_90_DAYS
    assert purge(store, clock, town.retention)["applications"] == 1
    assert rows(store, PrintedSlip) == 1
    with store.writing() as session:
        lay(session, slips_of(session, row.id)[0], Fate.SHREDDED, 1, clock.now())
    purge(store, clock, town.retention)
    assert rows(store, PrintedSlip) == 0


def test_an_application_that_is_erased_unfinished_has_an_event_of_its_own(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    clock.instant = END_OF_90_DAYS
    purge(store, clock, town.retention)
    with store.reading() as session:
        assert [event.application_id for event in all_events(session) if event.act == "erased"] == [row.id]


def test_an_application_that_was_finished_late_stays_ninety_days_from_then(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    finished = datetime(2027, 2, 1, tzinfo=UTC)
    finish(store, row, finished)
    clock.instant = finished + timedelta(days=90)
    assert purge(store, clock, town.retention)["applications"] == 0
    clock.pass_by(seconds=1)
    assert purge(store, clock, town.retention)["applications"] == 1


def test_only_what_is_due_goes_and_its_neighbours_stay(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town, row: Application
) -> None:
    later = {"start_date_year": "2027", "start_date_month": "1", "start_date_day": "15"}
    younger = hand_in(store, public_keys, clock, town, **later).application
    clock.instant = END_OF_90_DAYS
    purge(store, clock, town.retention)
    with store.reading() as session:
        assert session.scalars(select(Application.id)).all() == [younger.id]
        assert session.scalars(select(Mail.subject)).all() == [str(younger.id)]


def test_what_was_erased_is_told_by_kind_and_count_in_the_audit_chain_and_the_chain_stays_whole(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    finish(store, row, clock.now())
    clock.instant = END_OF_90_DAYS
    told = purge(store, clock, town.retention)
    assert told == {
        "visits": 0,
        "drafts": 0,
        "dead letters": 0,
        "kept forms": 0,
        "resident copies": 1,
        "applications": 1,
    }
    with store.reading() as session:
        purges = [details(event) for event in all_events(session) if event.act == "purge"]
        assert purges == [{"what": what, "count": count} for what, count in told.items() if count]
        assert all(event.actor == "housekeeper" for event in all_events(session) if event.act == "purge")
        assert verify(session).sound


def test_a_second_purge_finds_nothing_and_writes_nothing(
    store: Store, clock: StandingClock, town: Town, row: Application
) -> None:
    clock.instant = END_OF_90_DAYS
    purge(store, clock, town.retention)
    with store.reading() as session:
        before = verify(session).count
    assert not any(purge(store, clock, town.retention).values())
    with store.reading() as session:
        assert verify(session).count == before
