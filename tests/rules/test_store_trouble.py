"""When the database can't write: nothing is left half-done, and no error tells a value."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from intake.audit import verify, write_event
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Account
from intake.store.applications import Application, counts
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import waiting
from intake.town import Town
from tests.scenery import MONDAY_NOON, StandingClock, hand_in


@pytest.mark.on_file
def test_a_database_that_somebody_else_holds_is_trouble_after_the_wait_and_not_for_ever(store: Store) -> None:
    database = str(store.engine.url.database)
    impatient = Store(f"sqlite:///{database}", busy_milliseconds=20)
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreTrouble), impatient.writing() as session:
            write_event(session, "print", "clerk 1", MONDAY_NOON)
        other.rollback()
    with impatient.writing() as session:
        write_event(session, "print", "clerk 1", MONDAY_NOON)
        assert verify(session).count == 1
    impatient.engine.dispose()


def fill_the_disk(session: Session) -> None:
    """SQLite's own way to say that there is no page left; it holds for this connection."""
    session.execute(text(f"PRAGMA max_page_count = {session.scalar(text('PRAGMA page_count'))}"))


@pytest.mark.on_file
def test_a_full_disk_is_trouble_and_leaves_nothing_half_written(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    hand_in(store, public_keys, clock, town)
    with store.writing() as session:
        fill_the_disk(session)
    with pytest.raises(StoreTrouble):
        [hand_in(store, public_keys, clock, town) for _ in range(5)]
    with store.reading() as session:
        received = sum(counts(session).values())
        assert received == waiting(session) == verify(session).count
        assert verify(session).sound
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def twice(session: Session) -> None:
    for _ in range(2):
        session.add(Account(username="himitsu-san", role="clerk", password_hash="himitsu-hash", totp=b"himitsu"))
        session.flush()


def of_a_wrong_kind(session: Session) -> None:
    session.scalar(select(func.count()).where(Application.reference == {"himitsu": 1}))


def without_a_zone(session: Session) -> None:
    naive = datetime(2026, 11, 23)  # noqa: DTZ001 - the mistake that is tested
    session.scalar(
        select(Application.id).where(Application.reference == "himitsu", Application.received_at == naive)
    )


@pytest.mark.both_engines
@pytest.mark.parametrize("mistake", [twice, of_a_wrong_kind, without_a_zone])
def test_no_error_of_the_database_tells_a_value(store: Store, mistake: Callable[[Session], None]) -> None:
    with pytest.raises(SQLAlchemyError) as failure, store.writing() as session:
        mistake(session)
    told: BaseException | None = failure.value
    while told is not None:
        assert "himitsu" not in f"{told} {told!r}"
        told = told.__cause__ or told.__context__


@pytest.mark.both_engines
def test_a_writer_that_stands_still_does_not_stop_the_others_for_ever(store: Store) -> None:
    impatient = Store(str(store.engine.url), busy_milliseconds=50)
    with store.writing(), pytest.raises(StoreTrouble), impatient.writing():
        pytest.fail("two writers at once")
    with impatient.writing() as session:
        write_event(session, "print", "clerk 1", MONDAY_NOON)
    impatient.engine.dispose()


@pytest.mark.on_file
def test_what_was_erased_is_gone_from_disk_after_settling_while_another_process_reads(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    row = hand_in(store, public_keys, clock, town).application
    wrap, database = bytes(row.resident_wrap or b""), Path(str(store.engine.url.database))
    other = Store(str(store.engine.url))
    with other.reading() as session:
        assert counts(session)
    assert store.settle()
    assert wrap in database.read_bytes()
    with store.writing() as session:
        session.execute(update(Application).values(resident_wrap=None))
    assert store.settle()
    for file in database.parent.glob("desk.sqlite*"):
        assert wrap not in file.read_bytes(), file.name
    other.engine.dispose()
