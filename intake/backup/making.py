"""Making a backup: the database of one moment, with what the program needs, and the same again far away."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from intake.audit import write_event
from intake.backup.days import day_of, name_at, too_old
from intake.backup.manifest import MANIFEST, Manifest, checked, hash_of, program, written
from intake.backup.settings import BackupSettings
from intake.backup.standing import FAILED, MADE
from intake.backup.trouble import BackupTrouble
from intake.clock import Clock, on_the_wall, today
from intake.store.copying import CopyTrouble, Facts, copy_database
from intake.store.dumping import DumpTrouble
from intake.store.engine import Store, StoreTrouble

HOUSEKEEPER = "housekeeper"
TOWN, LOCK = "town.toml", "run.txt"


@dataclass(frozen=True)
class Made:
    """A backup: its name, what it holds, and the places that have it."""

    name: str
    manifest: Manifest
    places: tuple[str, ...]


def back_up(settings: BackupSettings, store: Store, clock: Clock) -> Made:
    """Make a backup, send it and whatever the far place lacks, remove what is too old, and write the event.

    Whatever goes wrong with one place keeps no other from its part; then BackupTrouble with all that was wrong.
    """
    troubles = list[str]()
    with settings.local.alone():
        forget(settings, clock, troubles)
        name = name_at(clock.now())
        manifest = _make(settings, name, clock)
        send(settings, clock, troubles)
    _tell(store, clock, name, settings, in_both=not troubles)
    if troubles:
        raise BackupTrouble("; ".join(dict.fromkeys(troubles)))
    return Made(name, manifest, tuple(place.name for place in settings.places))


def forget(settings: BackupSettings, clock: Clock, troubles: list[str]) -> None:
    """Remove what is too old, in both places."""
    for place in settings.places:
        try:
            place.remove(too_old(place.held(), today(clock), settings.days))
        except BackupTrouble as trouble:
            troubles.append(str(trouble))


def send(settings: BackupSettings, clock: Clock, troubles: list[str]) -> None:
    """Send what the far place lacks, also of days on which it could not be reached. What is damaged stays here."""
    try:
        near = settings.local.held()
        over = set(too_old(near, today(clock), settings.days))
        for name in [each for each in near if each not in {*settings.remote.held(), *over}]:
            checked(settings.local.path / name)
            settings.remote.take(settings.local.path / name)
    except BackupTrouble as trouble:
        troubles.append(str(trouble))


def _make(settings: BackupSettings, name: str, clock: Clock) -> Manifest:
    try:
        with settings.local.new(name) as folder:
            facts = copy_database(settings.database, folder)
            _add(settings.town, folder / TOWN)
            if settings.lock.is_file():
                _add(settings.lock, folder / LOCK)
            manifest = _manifest(settings, name, clock, facts, folder)
            _write(folder / MANIFEST, written(manifest))
            checked(folder)
    except (CopyTrouble, DumpTrouble, StoreTrouble, sqlite3.Error) as trouble:
        said = (
            trouble if isinstance(trouble, CopyTrouble | DumpTrouble | sqlite3.Error) else type(trouble).__name__
        )
        raise BackupTrouble(f"local: {said}") from None
    return manifest


def _manifest(settings: BackupSettings, name: str, clock: Clock, facts: Facts, folder: Path) -> Manifest:
    return Manifest(
        name=name,
        made_at=on_the_wall(clock.now()).isoformat(timespec="seconds"),
        program=program(),
        lock=hash_of(settings.lock) if settings.lock.is_file() else "",
        engine=facts.engine,
        migration=facts.migration,
        counts=dict(facts.counts),
        events=facts.events,
        head=facts.head,
        files={file.name: hash_of(file) for file in sorted(folder.iterdir())},
    )


def _add(source: Path, target: Path) -> None:
    _write(target, source.read_bytes())


def _write(target: Path, content: bytes) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _tell(store: Store, clock: Clock, name: str, settings: BackupSettings, *, in_both: bool) -> None:
    """The event has the hash of the manifest: who changes a backup would have to change the chain too."""
    digest = sha256(settings.local.manifests()[name]).hexdigest()
    what = "local remote" if in_both else "local"
    with store.writing() as session:
        write_event(
            session, MADE, HOUSEKEEPER, clock.now(), None, what=what, day=str(day_of(name)), manifest=digest
        )


def tell_failure(store: Store, clock: Clock) -> None:
    """That a backup failed; what was wrong stands in the log of whoever made it.

    A database that takes nothing (its disk may be the same full one) hides no other trouble.
    """
    with suppress(StoreTrouble), store.writing() as session:
        write_event(session, FAILED, HOUSEKEEPER, clock.now(), None, day=str(today(clock)))
