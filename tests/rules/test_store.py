"""Storage: all of a block or nothing; one writer after the other; and errors that keep quiet about values."""

import multiprocessing
from contextlib import suppress

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from intake.audit import verify, write_event
from intake.clock import on_the_wall
from intake.store.accounts import Terminal
from intake.store.engine import Store
from intake.store.tables import TABLES
from intake.store.turns import NoEventHere
from tests.rules.looking import rows
from tests.scenery import MONDAY_NOON

WRITERS, EACH = 4, 15


def events(store: Store) -> int:
    with store.reading() as session:
        finding = verify(session)
        assert finding.sound
        return finding.count


@pytest.mark.both_engines
def test_a_block_that_fails_writes_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing() as session:
        write_event(session, "print", "clerk 1", MONDAY_NOON)
        raise ZeroDivisionError
    assert events(store) == 0


@pytest.mark.both_engines
def test_reading_writes_nothing(store: Store) -> None:
    with suppress(DBAPIError), store.reading() as session:
        session.add(Terminal(fingerprint="ab" * 32, name="terminal-1", registered_at=MONDAY_NOON))
        session.flush()
    assert rows(store, Terminal) == 0


@pytest.mark.both_engines
def test_who_did_not_wait_for_the_chain_writes_no_event(store: Store) -> None:
    for begun in (store.reading(), store.writing(events=False)):
        with pytest.raises(NoEventHere), begun as session:
            write_event(session, "print", "clerk 1", MONDAY_NOON)
    assert events(store) == 0


def write_many(url: str) -> None:
    """One of several processes of the desk."""
    desk = Store(url)
    for number in range(EACH):
        with desk.writing() as session:
            write_event(session, "print", "clerk 1", MONDAY_NOON, serial=number)


@pytest.mark.both_engines
def test_four_processes_that_write_at_once_all_get_through_and_keep_one_chain(store: Store) -> None:
    spawning = multiprocessing.get_context("spawn")
    url = store.engine.url.render_as_string(hide_password=False)
    writers = [spawning.Process(target=write_many, args=(url,), daemon=True) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert events(store) == WRITERS * EACH


@pytest.mark.both_engines
def test_a_reader_does_not_keep_a_writer_waiting(store: Store) -> None:
    with store.reading() as reader:
        assert verify(reader).count == 0
        with store.writing() as writer:
            write_event(writer, "print", "clerk 1", MONDAY_NOON)
        assert verify(reader).count == 0
    assert events(store) == 1


@pytest.mark.on_file
def test_sqlite_writes_to_disk_before_it_answers_and_overwrites_what_it_deletes(store: Store) -> None:
    with store.reading() as session:
        told = {
            name: session.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


@pytest.mark.both_engines
def test_migrating_twice_changes_nothing_and_every_table_is_there(store: Store) -> None:
    store.migrate()
    with store.reading() as session:
        for table in TABLES:
            assert session.scalar(select(func.count()).select_from(table)) == 0


@pytest.mark.both_engines
def test_instants_come_back_in_utc_and_are_shown_as_the_time_in_japan(store: Store) -> None:
    with store.writing() as session:
        write_event(session, "print", "clerk 1", on_the_wall(MONDAY_NOON))
    with store.reading() as session:
        at = session.scalar(text("SELECT at FROM events"))
        assert str(at).startswith("2026-11-23 03:00:00")
    assert on_the_wall(MONDAY_NOON).hour == 12
    assert on_the_wall(MONDAY_NOON.replace(tzinfo=None)) == on_the_wall(MONDAY_NOON)
