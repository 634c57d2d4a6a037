"""Taking everything away for good: the whole database, and what engines leave of erased rows."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from intake.store.copying import SQLITE, CopyTrouble, clear_out, engine_of, insist_on_nothing
from intake.store.turns import on_server

LOGS = ("-wal", "-shm", "-journal")
QUEUES = (".queue", ".postman")
"""What stands beside a file of SQLite: its logs of changes, and where its writers and the postman wait their
turn."""

SQLITE_HEAD = b"SQLite format 3\0"


UNTIL_THEY_HAVE_GONE = 5.0
"""Seconds."""

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class InUse(Exception):
    """Somebody else has the database open."""


def others(session: Session) -> int:
    """How many other connections PostgreSQL has to this database; of a file nobody knows before `clear_away`.

    A server needs a moment to see that somebody has gone, so it looks again for some seconds.
    """
    if not on_server(session):
        return 0
    deadline = monotonic() + UNTIL_THEY_HAVE_GONE
    while (count := int(session.scalar(_OTHERS) or 0)) and monotonic() < deadline:
        sleep(0.1)
        session.execute(text("SELECT pg_stat_clear_snapshot()"))
    return count


def clear_away(url: str) -> None:
    """Take away every table with its samples and its log of changes.

    InUse where another process has SQLite's file open; then nothing is changed.
    """
    if engine_of(url) != SQLITE:
        clear_out(url)
        return
    file = Path(make_url(url).database or "")
    if not is_cleared(url):
        _insist_on_being_alone(file)
    for each in beside(file):
        write_over(each)


def files_of(url: str) -> list[str]:
    """The files that `clear_away` takes away, as they are now; none of a server."""
    if engine_of(url) != SQLITE:
        return []
    return [str(each.absolute()) for each in beside(Path(make_url(url).database or ""))]


def beside(file: Path) -> list[Path]:
    """The database, its logs of changes, and the files by which its writers queue; a link is none of them."""
    named = (file.with_name(file.name + suffix) for suffix in ("", *LOGS, *QUEUES))
    return [each for each in named if each.is_file() and not each.is_symlink()]


def write_over(file: Path) -> None:
    """Write over a file and take it away. A flash disk, or a file system that copies, may keep old blocks."""
    with file.open("r+b", buffering=0) as opened:
        rest = file.stat().st_size
        while rest > 0:
            rest -= opened.write(bytes(min(rest, 1 << 20)))
        os.fsync(opened.fileno())
    file.unlink()


def _insist_on_being_alone(file: Path) -> None:
    """SQLite leaves its log of changes only when nobody else has the file open."""
    with closing(sqlite3.connect(file, timeout=1)) as connection:
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        except sqlite3.OperationalError:
            raise InUse from None
    if mode != "delete":
        raise InUse


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(len(SQLITE_HEAD))


def is_cleared(url: str) -> bool:
    """Whether there is no table (any more): nothing was made yet, or taking away was cut off in the middle."""
    if engine_of(url) == SQLITE:
        file = Path(make_url(url).database or "")
        return not file.is_file() or not _head(file).startswith(SQLITE_HEAD)
    try:
        insist_on_nothing(url)
    except CopyTrouble:
        return False
    return True
