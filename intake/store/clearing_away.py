"""Taking everything away for good: the whole database, and what engines leave of erased rows."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.orm import Session

from intake.store.copying import SQLITE, CopyTrouble, clear_out, engine_of, insist_on_nothing
from intake.store.turns import on_server

SQLITE_HEAD = b"SQLite format 3\0"


class InUse(Exception):
    """Somebody else has the database open."""


def others(session: Session) -> int:
    """How many other connections PostgreSQL has to this database; of a file nobody knows before `clear_away`."""
    if not on_server(session):
        return 0
    count = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    return int(session.scalar(count) or 0)


def clear_away(url: str) -> list[str]:
    """Take away every table with its samples and its log of changes; what was taken away, in words for a protocol.

    InUse where another process has SQLite's file open; then nothing is changed.
    """
    if engine_of(url) != SQLITE:
        clear_out(url)
        return [str(make_url(url).database)]
    file = Path(make_url(url).database or "")
    if not is_cleared(url):
        _insist_on_being_alone(file)
    gone = sorted(each for each in file.parent.glob(f"{file.name}*") if _belongs(file, each))
    for each in gone:
        write_over(each)
    return [each.name for each in gone]


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


def _belongs(file: Path, other: Path) -> bool:
    """The database, its logs of changes, and the files by which its writers queue."""
    return other.name == file.name or other.name.removeprefix(file.name)[:1] in {"-", "."}


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
