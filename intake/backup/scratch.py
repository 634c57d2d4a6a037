"""Where a drill puts what it restores: gone at its end, and where it was cut off, with the beginning of the next
one.

A copy that nobody knows of is out of reach of every rule of retention. So a note in the local place says where it
lies.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.backup.restoring import telling
from intake.backup.trouble import BackupTrouble
from intake.store.rehearsing import clear_marked, mark

NOTE = "drill-under-way"
PREFIX = "mizuguchi-drill-"


@contextmanager
def scratch_for(local: Path, server: str, parent: Path | None) -> Iterator[Path]:
    """An empty folder, and `server` (where there is one) as an empty database, until the end of the block.

    BackupTrouble while another drill is under way, or when anything is in the database that no drill has put
    there.
    """
    with _alone(local) as note, telling():
        _clear(note, server)
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent)).absolute()
        _write(note, str(folder))
        try:
            if server:
                mark(server)
            yield folder
        finally:
            _clear(note, server)


def clear_leftovers(local: Path, server: str) -> None:
    """Take away what a drill left that was cut off; BackupTrouble while one is under way."""
    with _alone(local) as note, telling():
        _clear(note, server)


def was_cut_off(local: Path) -> bool:
    """Whether a drill left something: there is a note, and nobody works any more."""
    try:
        with _alone(local) as note:
            return bool(os.fstat(note).st_size)
    except BackupTrouble:
        return False


@contextmanager
def _alone(local: Path) -> Iterator[int]:
    with telling():
        note = os.open(local / NOTE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield note
    except BlockingIOError:
        raise BackupTrouble("another drill is under way") from None
    finally:
        os.close(note)


def _clear(note: int, server: str) -> None:
    """The folder that the note tells of, what a drill has put into the database, and the note."""
    told = os.pread(note, 4096, 0).decode()
    if told and Path(told).name.startswith(PREFIX) and not Path(told).is_symlink():
        shutil.rmtree(told, ignore_errors=not Path(told).exists())
    if server:
        clear_marked(server)
    _write(note, "")


def _write(note: int, told: str) -> None:
    os.ftruncate(note, 0)
    os.pwrite(note, told.encode(), 0)
    os.fsync(note)
