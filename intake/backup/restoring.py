"""Restoring: what was backed up, held to all that is known of it, and without what should be erased by now.

Nobody can open the database before that: a file appears under its name at the end, and on PostgreSQL no process
has a right until then.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from intake.audit import verify, write_event
from intake.backup.making import HOUSEKEEPER
from intake.backup.manifest import Manifest, checked
from intake.backup.trouble import BackupTrouble
from intake.clock import Clock
from intake.halting import looked_at
from intake.retention import purge
from intake.sealing.keys import write_private
from intake.store.copying import FILES, SQLITE, CopyTrouble, clear_out, facts_of, insist_on_nothing, put_back
from intake.store.dumping import DumpTrouble
from intake.store.engine import Store, StoreTrouble
from intake.store.guarding import DatabaseUnfit
from intake.store.migrations import knows
from intake.town import Retention

RESTORED = "restored"


@dataclass(frozen=True)
class Order:
    """What is wanted: the backup in `folder`, for a database that is empty so far. `heads` are of slips;
    `even_unsound` takes a database whose audit chain is broken."""

    folder: Path
    terms: Retention
    heads: Sequence[str] = ()
    even_unsound: bool = False


@dataclass(frozen=True)
class Restored:
    """What was restored, what the purge erased, the rows after it, and what is wrong with the chain."""

    manifest: Manifest
    erased: Mapping[str, int]
    counts: Mapping[str, int]
    seconds: float
    unsound: str = ""


def restore_file(order: Order, clock: Clock, target: Path) -> Restored:
    """Restore into a folder that is empty or not there yet: the database, and the files that came with it."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupTrouble(f"{target} is not empty; nothing is restored over anything")
    began, manifest = time.monotonic(), _fit(order, clock, SQLITE)
    scratch = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(scratch, ignore_errors=True)
    with telling():
        scratch.mkdir(mode=0o700, parents=True)
        try:
            erased, counts, unsound = _filled(order, manifest, clock, f"sqlite:///{scratch / FILES[SQLITE]}")
            _leave_only(scratch, FILES[SQLITE])
            add_files(order.folder, scratch)
            scratch.rename(target)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return Restored(manifest, erased, counts, time.monotonic() - began, unsound)


def restore_server(order: Order, clock: Clock, url: str) -> Restored:
    """Restore into an empty database of a server, as its owner. When anything fails it is empty again."""
    began, manifest = time.monotonic(), _fit(order, clock, "postgresql")
    with telling():
        insist_on_nothing(url)
        try:
            erased, counts, unsound = _filled(order, manifest, clock, url)
            store = Store(url)
            store.open_to_processes()
            store.settle()  # where somebody is quicker, the housekeeper does it in his next round
            store.engine.dispose()
        except BaseException:
            clear_out(url)
            raise
    return Restored(manifest, erased, counts, time.monotonic() - began, unsound)


def add_files(backup: Path, folder: Path) -> None:
    """Put the files beside the database (the town's, the pinned libraries) and the manifest into a folder."""
    for file in backup.iterdir():
        if file.name not in FILES.values():
            write_private(folder / file.name, file.read_bytes())


def _fit(order: Order, clock: Clock, engine: str) -> Manifest:
    """The manifest, when all of the backup is whole and this program can take it."""
    manifest = checked(order.folder)
    if manifest.engine != engine:
        raise BackupTrouble(f"the backup is of {manifest.engine}; it can't go into {engine}")
    if not knows(manifest.migration):
        raise BackupTrouble(
            f"the backup is of a later program: {manifest.program}, tables {manifest.migration}. Restore with that"
        )
    if clock.now() < datetime.fromisoformat(manifest.made_at) - timedelta(minutes=5):
        raise BackupTrouble(
            f"the clock stands before {manifest.made_at}, when the backup was made: the purge would leave too much"
        )
    return manifest


def _filled(
    order: Order, manifest: Manifest, clock: Clock, url: str
) -> tuple[Mapping[str, int], Mapping[str, int], str]:
    put_back(order.folder / FILES[manifest.engine], url)
    store = Store(url)
    try:
        store.modernize()
        unsound = _verified(order, manifest, store, url)
        erased = purge(store, clock, order.terms)
        with store.writing() as session:
            write_event(session, RESTORED, HOUSEKEEPER, clock.now(), None, what=manifest.name, head=manifest.head)
        if store.settles_easily and not store.settle():
            raise BackupTrouble("what the purge erased still stands in the files of the database")
        return erased, facts_of(url).counts, unsound
    finally:
        store.engine.dispose()


def _verified(order: Order, manifest: Manifest, store: Store, url: str) -> str:
    """Hold the database to the manifest and to itself; what is wrong with the chain, where that is accepted."""
    facts = facts_of(url)
    if unlike := [table for table, rows in manifest.counts.items() if facts.counts.get(table) != rows]:
        raise BackupTrouble(f"{unlike[0]} has not as many rows as the manifest says")
    if (facts.events, facts.head) != (manifest.events, manifest.head):
        raise BackupTrouble("the audit chain ends elsewhere than the manifest says")
    with store.reading() as session:
        finding = verify(session, order.heads, looked_at(session))
    if not finding.sound and not order.even_unsound:
        raise BackupTrouble(f"the audit chain is NOT SOUND: {finding.trouble}. See --even-unsound")
    return finding.trouble


def _leave_only(folder: Path, name: str) -> None:
    """The database alone: its log of changes is empty, and queues are of whoever works with it."""
    for file in folder.iterdir():
        if file.name != name:
            file.unlink()


@contextmanager
def telling() -> Iterator[None]:
    """Every trouble of the database or the disk in one kind, without values."""
    try:
        yield
    except (CopyTrouble, DumpTrouble, DatabaseUnfit, sqlite3.Error) as trouble:
        raise BackupTrouble(str(trouble)) from None
    except StoreTrouble as trouble:
        raise BackupTrouble(f"the database: {trouble.orig}") from None
    except OSError as problem:
        raise BackupTrouble(problem.strerror or type(problem).__name__) from None
