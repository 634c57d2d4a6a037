"""SQLite: every write on disk before it is answered, and writers that queue in the order in which they came."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import OperationalError

DESK_IS_SHUT = "the desk is shut"
"""What the triggers of `intake.store.shutting` say."""

LOOK_AGAIN = 0.002
"""Seconds between two looks at the queue of writers; a write takes about as long."""

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
)


def embedded_engine(url: str, busy_milliseconds: int) -> Engine:
    """An engine whose transactions begin as they are told to (execution option `begins_with`)."""
    engine = create_engine(url, hide_parameters=True, pool_timeout=busy_milliseconds / 1000)

    @event.listens_for(engine, "do_connect")
    def connecting(_dialect: Any, _record: Any, where: Any, _options: Any) -> None:
        _make_privately(where[0])

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

    event.listen(engine, "handle_error", _shut_is_trouble, retval=True)
    return engine


def _shut_is_trouble(context: ExceptionContext) -> BaseException | None:
    """A desk that is shut is a matter of operation; SQLite takes what a trigger says for a broken rule."""
    problem = context.original_exception
    return OperationalError(None, None, problem) if str(problem) == DESK_IS_SHUT else None


def _make_privately(path: str) -> None:
    """A new database file is its owner's alone from its first byte; SQLite gives its companions the same mode."""
    if path and ":" not in path:
        with suppress(OSError):  # SQLite says in its own words what is wrong with the place
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def checkpointed(connection: Connection) -> bool:
    """Write the log of changes into the main file and empty it; False when a reader is in the way."""
    driver = connection.connection.driver_connection
    busy: tuple[int, ...] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # type: ignore[union-attr]
    return busy[0] == 0


class WritersQueue:
    """SQLite has one writer at a time and wakes those who wait by chance; a file lock in front makes them queue.

    Threads of one process queue in memory first, so that each process has one thread that looks at the file.
    """

    def __init__(self, url: str, busy_milliseconds: int) -> None:
        self._file = Path(f"{make_url(url).database or ''}.queue")
        self._threads = Lock()
        self._roles: list[BinaryIO] = []
        self._patience = busy_milliseconds / 1000

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait in the queue; the operating system ends the turn of a process that dies.

        OperationalError after some seconds: a process that stands still must not stop all others.
        """
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise OperationalError("the queue of writers", None, TimeoutError())
        try:
            with _lock_file(self._file, deadline):
                yield
        finally:
            self._threads.release()

    def only_one(self, role: str) -> bool:
        """Whether no other process is in this role now; the system frees the lock of a dead one.

        Who is not alone counts too: the next one finds the role taken as long as anybody is in it.
        """
        self._roles.append(self._file.with_suffix(f".{role}").open("wb"))
        try:
            fcntl.flock(self._roles[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            alone = False
        else:
            alone = True
        fcntl.flock(self._roles[-1], fcntl.LOCK_SH)
        return alone


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
