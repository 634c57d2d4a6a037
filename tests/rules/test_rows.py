"""Rights by rows on PostgreSQL: the window sees what it presents a value of; nobody writes in another's name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import ProgrammingError

from intake.audit import verify, write_event
from intake.procedures.start import START
from intake.receiving import Receipt
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.sealing.mypage import lookup_value
from intake.store.applications import Application, by_mypage, by_reference, is_taken
from intake.store.engine import Store
from intake.store.events import Event, all_events
from intake.store.rights import BY_NAME, RIGHTS, Process
from intake.store.turns import present
from intake.town import Town
from tests.engines import POSTGRESQL, url_for
from tests.scenery import EMAIL, StandingClock, hand_in, window_settings
from webapp.app import create_app
from webapp.counter import ask_for_link
from webapp.mypage import enter
from webapp.window import Window

As = Callable[[Process], Store]


@pytest.fixture
def engine() -> str:
    return POSTGRESQL


@pytest.fixture
def seen_as(store: Store) -> Iterator[As]:
    """The same database as a process signs in to it."""
    made: list[Store] = []

    def sign_in(process: Process) -> Store:
        made.append(Store(url_for(store, process)))
        return made[-1]

    yield sign_in
    for each in made:
        each.engine.dispose()


@pytest.fixture
def receipts(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> list[Receipt]:
    return [hand_in(store, public_keys, clock, town) for _ in range(3)]


@pytest.fixture
def window(store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Iterator[Window]:
    window: Window = create_app(window_settings(store, public_keys, town), clock).extensions["window"]
    yield window
    window.store.engine.dispose()


def counted(store: Store, table: str) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(text(table))) or 0


RULED = [name for name, given in RIGHTS[Process.WEBAPP].items() if given.by]


def test_the_window_sees_no_row_of_which_it_presents_nothing(
    window: Window, store: Store, receipts: list[Receipt], seen_as: As
) -> None:
    ask_for_link(window, START, "ja", EMAIL)
    enter(window, receipts[0].secret)
    taken_over = seen_as(Process.WEBAPP)
    assert set(RULED) == {"applications", "messages", "drafts", "visits", "events"}
    for table in RULED:
        if table != "messages":
            assert counted(store, table)
        assert counted(taken_over, table) == 0


def test_the_window_reads_a_record_by_its_exact_lookup_value_and_no_other(
    receipts: list[Receipt], seen_as: As
) -> None:
    one, other = receipts[0], receipts[1]
    with seen_as(Process.WEBAPP).reading() as session:
        assert by_mypage(session, lookup_value(one.secret))
        assert by_reference(session, other.application.reference) is None
        assert is_taken(session, other.application.reference)
        assert session.scalars(select(Application.reference)).all() == [one.application.reference]
        assert {event.application_id for event in all_events(session)} == set()
        present(session, other.application.id)
        assert {event.application_id for event in all_events(session)} == {other.application.id}


@pytest.mark.parametrize("presented", ["", ",", "%", "{}", "00000000-0000-0000-0000-000000000000", "submitted"])
def test_nothing_that_is_no_key_shows_a_row(receipts: list[Receipt], seen_as: As, presented: str) -> None:
    with seen_as(Process.WEBAPP).reading() as session:
        present(session, presented)
        assert session.scalars(select(Application.id)).all() == []


def test_what_one_transaction_presented_the_next_one_does_not_see(receipts: list[Receipt], seen_as: As) -> None:
    window = seen_as(Process.WEBAPP)
    with window.reading() as session:
        assert by_mypage(session, lookup_value(receipts[0].secret))
    with window.reading() as session:
        assert session.scalars(select(Application.id)).all() == []


def test_the_window_changes_no_row_that_it_does_not_see(receipts: list[Receipt], seen_as: As) -> None:
    with seen_as(Process.WEBAPP).writing() as session:
        session.execute(update(Application).values(state="cancelled", version=9))
    with seen_as(Process.ADMIN).reading() as session:
        assert set(session.scalars(select(Application.state))) == {"submitted"}


@pytest.mark.parametrize(
    ("process", "actor"),
    [
        (Process.WEBAPP, "clerk 1"),
        (Process.WEBAPP, "housekeeper"),
        (Process.POSTMAN, "resident"),
        (Process.HOUSEKEEPER, "supervisor 2"),
        (Process.ADMIN, "resident"),
        (Process.ADMIN, "postman"),
    ],
)
def test_no_process_writes_an_event_in_anothers_name(
    seen_as: As, clock: StandingClock, process: Process, actor: str
) -> None:
    with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), seen_as(process).writing() as session:
        write_event(session, "submit", actor, clock.now())


@pytest.mark.parametrize(
    ("process", "actor"),
    [
        (Process.WEBAPP, "resident"),
        (Process.POSTMAN, "postman"),
        (Process.HOUSEKEEPER, "housekeeper"),
        (Process.ADMIN, "clerk 1"),
    ],
)
def test_each_process_hooks_its_events_to_those_of_the_others(
    receipts: list[Receipt], seen_as: As, clock: StandingClock, process: Process, actor: str
) -> None:
    with seen_as(process).writing() as session:
        write_event(session, "purge", actor, clock.now())
    with seen_as(Process.AUDITOR).reading() as session:
        assert (verify(session).sound, verify(session).count) == (True, len(receipts) + 1)


def test_the_window_makes_no_application_that_is_further_than_submitted(
    receipts: list[Receipt], seen_as: As
) -> None:
    row = receipts[0].application
    copied = {column.name: getattr(row, column.name) for column in BY_NAME["applications"].__table__.columns}
    forged = copied | {"id": UUID(int=5), "reference": "0", "submission_key": b"x", "mypage_lookup": b"x"}
    window = seen_as(Process.WEBAPP)
    with pytest.raises(ProgrammingError, match="InsufficientPrivilege"), window.writing() as session:
        session.add(Application(**forged | {"state": "completed"}))
    with seen_as(Process.WEBAPP).writing() as session:
        session.add(Application(**forged))


def test_the_housekeeper_erases_without_reading_what_is_sealed(
    receipts: list[Receipt], seen_as: As, clock: StandingClock, town: Town
) -> None:
    clock.pass_by(days=400)
    erased = purge(seen_as(Process.HOUSEKEEPER), clock, town.retention)
    assert erased["applications"] == len(receipts)
    with seen_as(Process.AUDITOR).reading() as session:
        assert verify(session).sound
        assert set(session.scalars(select(Event.act))) == {"submit", "erased", "purge"}
