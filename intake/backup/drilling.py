"""The drill: a backup is made, restored from each place to somewhere else, verified, purged, and thrown away.

A backup that nobody has restored is a hope. Each drill leaves a line in the local place, and an event.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.audit import write_event
from intake.backup.making import HOUSEKEEPER, back_up
from intake.backup.place import Place
from intake.backup.restoring import Order, Restored, restore_file, restore_server
from intake.backup.scratch import scratch_for
from intake.backup.settings import BackupSettings
from intake.backup.standing import DRILL, PASSED
from intake.backup.trouble import BackupTrouble
from intake.clock import Clock, on_the_wall
from intake.store.copying import SQLITE, clear_out, engine_of
from intake.store.engine import Store
from intake.town import Retention

RECORD = "drills.jsonl"


@dataclass(frozen=True)
class Drilled:
    """How it went: the seconds that the backup took, and what was restored from each place."""

    name: str
    seconds: float
    restored: Mapping[str, Restored]


def drill(
    settings: BackupSettings,
    store: Store,
    clock: Clock,
    terms: Retention,
    server: str = "",
    scratch: Path | None = None,
) -> Drilled:
    """Do it all. `server` is the empty database of PostgreSQL's drills, `scratch` where files go meanwhile.

    BackupTrouble when anything fails; the record tells of that too.
    """
    try:
        drilled = _drill(settings, store, clock, terms, server, scratch)
    except BackupTrouble as trouble:
        _record(settings, store, clock, {"result": "failed", "trouble": str(trouble)})
        raise
    except (KeyboardInterrupt, SystemExit):
        _record(settings, store, clock, {"result": "failed", "trouble": "the drill was cut off"})
        raise
    _record(settings, store, clock, {"result": PASSED, **_told(drilled)})
    return drilled


def _drill(
    settings: BackupSettings, store: Store, clock: Clock, terms: Retention, server: str, scratch: Path | None
) -> Drilled:
    if engine_of(settings.database) == SQLITE:
        server = ""
    elif not server:
        raise BackupTrouble("a drill needs an empty database of its own: MIZUGUCHI_DRILL_DATABASE")
    began = time.monotonic()
    made = back_up(settings, store, clock)
    seconds = time.monotonic() - began
    with scratch_for(settings.local.path, server, scratch) as folder:
        restored = {
            place.name: _from(place, made.name, folder / place.name, clock, terms, server)
            for place in settings.places
        }
    return Drilled(made.name, seconds, restored)


def _from(place: Place, name: str, folder: Path, clock: Clock, terms: Retention, server: str) -> Restored:
    folder.mkdir(mode=0o700)
    order = Order(place.fetch(name, folder), terms)
    if not server:
        return restore_file(order, clock, folder / "restored")
    restored = restore_server(order, clock, server)
    clear_out(server)
    return restored


def _told(drilled: Drilled) -> dict[str, object]:
    return {
        "backup": drilled.name,
        "backup_seconds": round(drilled.seconds, 3),
        "places": {
            place: {
                "restore_seconds": round(each.seconds, 3),
                "counts": dict(each.manifest.counts),
                "erased": dict(each.erased),
                "head": each.manifest.head,
            }
            for place, each in drilled.restored.items()
        },
    }


def _record(settings: BackupSettings, store: Store, clock: Clock, facts: Mapping[str, object]) -> None:
    line = json.dumps({"at": on_the_wall(clock.now()).isoformat(timespec="seconds"), **facts}, sort_keys=True)
    try:
        descriptor = os.open(settings.local.path / RECORD, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as record:
            record.write(line + "\n")
    except OSError as problem:
        raise BackupTrouble(f"the drill could not be recorded: {problem.strerror}; it was: {facts}") from None
    finally:
        with store.writing() as session:
            write_event(session, DRILL, HOUSEKEEPER, clock.now(), None, what=str(facts["result"]))
