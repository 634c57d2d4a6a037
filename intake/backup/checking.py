"""Whether the backups are as they should be: of each day, in both places, every byte as it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from intake.audit import details
from intake.backup.days import (
    LONGEST_PAUSE,
    day_of,
    first_kept,
    from_the_future,
    missing,
    taken_at,
    too_old,
)
from intake.backup.making import HOUSEKEEPER
from intake.backup.place import Place
from intake.backup.scratch import was_cut_off
from intake.backup.settings import BackupSettings
from intake.backup.standing import MADE
from intake.backup.trouble import BackupTrouble
from intake.clock import WALL, Clock, today
from intake.store.engine import Store, StoreTrouble
from intake.store.events import done_since

Promised = Mapping[str, date]
"""The hashes of the manifests that the audit chain tells of, with the days of their backups."""


@dataclass(frozen=True)
class Look:
    """What was found: one line for each place, and what is wrong (nothing when all is well)."""

    lines: Sequence[str]
    alarms: Sequence[str]

    @property
    def well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.alarms


def look(settings: BackupSettings, store: Store, clock: Clock) -> Look:
    """Look at both places, and hold them to each other and to what the audit chain tells."""
    lines, alarms = list[str](), list[str]()
    hashes: dict[str, dict[str, str]] = {}
    for place in settings.places:
        try:
            hashes[place.name] = _hashes(place)
            alarms += [f"{place.name}: {damage}" for damage in place.damages(hashes[place.name])]
            lines.append(f"{place.name}: {_summary(list(hashes[place.name]))}")
        except BackupTrouble as trouble:
            alarms.append(str(trouble))
            lines.append(f"{place.name}: can't be looked at")
    promised = _promised(store, settings, clock, alarms)
    since = _since(settings, clock, hashes, promised)
    for name, held in hashes.items():
        alarms += [f"{name}: {wrong}" for wrong in _wrong_days(held, since, clock, settings.days)]
        alarms += [
            f"{name}: the backup of {promised[lost]} that the audit chain tells of is not there as it was made"
            for lost in promised
            if lost not in held.values()
        ]
    if settings.local.path.is_dir() and was_cut_off(settings.local.path):
        alarms.append("a drill was cut off and has left a copy of the database: `mizuguchi drill` clears it first")
    return Look(lines, [*alarms, *_unlike(hashes)])


def _hashes(place: Place) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in place.manifests().items()}


def _summary(names: list[str]) -> str:
    if not names:
        return "no backup"
    return f"{len(names)} backups of {len({day_of(name) for name in names})} days, {names[0]} to {names[-1]}"


def _promised(store: Store, settings: BackupSettings, clock: Clock, alarms: list[str]) -> Promised:
    """What should be there by the events; a database that can't be asked is an alarm of its own."""
    first = first_kept(today(clock), settings.days)
    try:
        with store.reading() as session:
            return _told(session, first)
    except StoreTrouble:
        alarms.append("the database can't be asked which backups were made")
        return {}


def _told(session: Session, first: date) -> dict[str, date]:
    from_then = taken_at(f"{first:%Y-%m-%d}_000000")
    assert from_then is not None  # noqa: S101 - just made
    told = [details(event) for event in done_since(session, (MADE,), (HOUSEKEEPER,), from_then.astimezone(WALL))]
    return {str(each["manifest"]): date.fromisoformat(str(each["day"])) for each in told if "manifest" in each}


def _since(
    settings: BackupSettings, clock: Clock, hashes: Mapping[str, Mapping[str, str]], promised: Promised
) -> date:
    """From which day on there has to be a backup each day: the first of all that are there or were told of."""
    known = [day_of(name) for held in hashes.values() for name in held] + list(promised.values())
    return max(first_kept(today(clock), settings.days), min(known, default=today(clock)))


def _wrong_days(held: Mapping[str, str], since: date, clock: Clock, days: int) -> list[str]:
    now, day = clock.now(), today(clock)
    wrong = [f"no backup of {each}" for each in missing(held, since, day)]
    wrong += [f"{name} is kept longer than {days} days" for name in too_old(held, day, days)]
    wrong += [f"{name} is from the future: a clock was put back" for name in from_the_future(held, now)]
    newest = max((moment for name in held if (moment := taken_at(name))), default=None)
    if newest is None:
        wrong.append("there is no backup at all")
    elif now - newest > LONGEST_PAUSE:
        wrong.append(f"the newest backup is of {newest:%Y-%m-%d %H:%M}")
    return wrong


def _unlike(hashes: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Backups that only one of the places has, or that differ."""
    if len(hashes) < 2:
        return []
    near, far = hashes.values()
    names = sorted({*near, *far})
    apart = [name for name in names if (name in near) != (name in far)]
    unequal = [name for name in names if name in near and name in far and near[name] != far[name]]
    return [f"{name} is only {'near' if name in near else 'far'}" for name in apart] + [
        f"{name} differs between the places" for name in unequal
    ]
