"""The database: SQLite with every write on disk before it is answered, or PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from intake.store.migrations import upgrade

BUSY_MILLISECONDS = 5000
LOOK_AGAIN = 0.002
"""Seconds between two looks at the queue of writers; a write takes about as long."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)

StoreTrouble = OperationalError
"""Disk full, database locked or away: nothing of the transaction was written."""


class Store:
    """Reading and writing, each in a transaction of its own.

    SQLite has one writer at a time and wakes those who wait by chance; a file lock in front makes them queue.
    Threads of one process queue in memory first, so that each process has one thread that looks at the file.
    Values never appear in errors: `hide_parameters` is on.
    """

    def __init__(self, url: str, busy_milliseconds: int = BUSY_MILLISECONDS) -> None:
        self.engine: Engine = create_engine(url, hide_parameters=True)
        self._queue: Path | None = None
        self._threads = Lock()
        self._roles: list[BinaryIO] = []
        self._patience = busy_milliseconds / 1000
        if make_url(url).get_backend_name() == "sqlite":
            database = make_url(url).database or ""
            self._queue = Path(f"{database}.queue")
            _prepare_sqlite(self.engine, busy_milliseconds)

    def migrate(self) -> None:
        """Bring the tables to the newest form."""
        with self._turn(), self.engine.connect() as connection:
            upgrade(connection)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is written at the end of the block, or not at all when the block fails."""
        with self._turn(), Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.connection(execution_options={"begins_with": "BEGIN IMMEDIATE"})
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of things and writes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def settle(self) -> bool:
        """Write the log of changes into the main file and empty it, so that what was erased is gone from disk.

        False when a reader is in the way; try again later. PostgreSQL has its own ways (vacuum).
        """
        if self._queue is None:
            return True
        with self._turn(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            busy: tuple[int, ...] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
            return busy[0] == 0

    def only_one(self, role: str) -> bool:
        """Whether this process is the only one in a role on this database; it stays so until it ends.

        Known for SQLite, where all processes share a machine and the system frees the lock of a dead one;
        False elsewhere.
        """
        if self._queue is None:
            return False
        self._roles.append(self._queue.with_suffix(f".{role}").open("wb"))
        try:
            fcntl.flock(self._roles[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait in the queue of writers; the operating system ends the turn of a process that dies.

        StoreTrouble after some seconds: a process that stands still must not stop all others.
        """
        if self._queue is None:
            yield
            return
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise OperationalError("the queue of writers", None, TimeoutError())
        try:
            with _lock_file(self._queue, deadline):
                yield
        finally:
            self._threads.release()


@contextmanager
def _lock_file(queue: Path, deadline: float) -> Iterator[None]:
    """The turn among processes; closing the file gives it back."""
    descriptor = os.open(queue, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _queue_up(descriptor, deadline)
        yield
    finally:
        os.close(descriptor)


def _queue_up(descriptor: int, deadline: float) -> None:
    """Take the lock, looking often enough that nobody waits much longer than the one before him."""
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            if time.monotonic() > deadline:
                raise OperationalError("the queue of writers", None, taken) from None
            time.sleep(LOOK_AGAIN)
        else:
            return


def _prepare_sqlite(engine: Engine, busy_milliseconds: int) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself; see `begins`
        cursor = connection.cursor()
        for pragma in (*_PRAGMAS, f"PRAGMA busy_timeout = {busy_milliseconds:d}"):
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begins(connection: Any) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("begins_with", "BEGIN"))
