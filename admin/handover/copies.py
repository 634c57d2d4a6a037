"""The backups that outlive the database: which there are, from when on they are gone, or removed at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from admin.handover.protocol import Backup
from admin.handover.trouble import HandoverTrouble
from intake.audit import details
from intake.backup.days import day_of, first_kept
from intake.backup.folder import Folder
from intake.backup.scratch import clear_leftovers
from intake.backup.settings import BackupSettings
from intake.backup.standing import MADE
from intake.backup.trouble import BackupTrouble
from intake.store.copying import CopyTrouble, insist_on_nothing
from intake.store.events import latest_of
from intake.store.rehearsing import clear_marked, is_marked

CHAIN = "chain"
"""In place of a place, for a backup that only the audit chain tells of."""

MOST_LOOKED_AT = 1000


def backups_of(settings: BackupSettings) -> list[Backup]:
    """Every backup in both places, with the day on which the rules remove it."""
    try:
        return [
            Backup(place.name, name, str(day_of(name) + timedelta(days=settings.days)))
            for place in settings.places
            for name in place.held()
        ]
    except BackupTrouble as trouble:
        raise HandoverTrouble(f"the backups can't be told: {trouble}") from None


def addresses(settings: BackupSettings) -> dict[str, str]:
    """Where each place is, without what signs in there."""
    found = {}
    for place in settings.places:
        where = str(place.path.absolute()) if isinstance(place, Folder) else str(getattr(place, "repository", ""))
        found[place.name] = re.sub(r"//[^/@]*@", "//", where)
    return found


def backups_told(session: Session, settings: BackupSettings | None, today: date, days: int) -> list[Backup]:
    """Backups of the last `days` that the audit chain tells of, and that are in neither of the places."""
    first = first_kept(today, days)
    made = [details(event) for event in latest_of(session, (MADE,), MOST_LOOKED_AT)]
    recent = {str(each["manifest"]): date.fromisoformat(str(each["day"])) for each in made if "manifest" in each}
    lost = recent.keys() - (_manifests(settings) if settings else set())
    return [
        Backup(CHAIN, f"{recent[each]} {each[:12]}", str(recent[each] + timedelta(days=days)))
        for each in sorted(lost, key=lambda each: recent[each])
        if recent[each] >= first
    ]


def _manifests(settings: BackupSettings) -> set[str]:
    try:
        held = [each for place in settings.places for each in place.manifests().values()]
    except BackupTrouble as trouble:
        raise HandoverTrouble(f"the backups can't be told: {trouble}") from None
    return {sha256(each).hexdigest() for each in held}


def insist_on_a_clean_drill(server: str) -> None:
    """HandoverTrouble where something is in the database of drills that no drill of ours will clear."""
    try:
        if server and not is_marked(server):
            insist_on_nothing(server)
    except CopyTrouble:
        raise HandoverTrouble("the database of drills is not empty, and no drill says so: empty it") from None


def clear_drills(settings: BackupSettings | None, server: str) -> None:
    """Take away what a drill left that was cut off."""
    try:
        if settings:
            clear_leftovers(settings.local.path, server)
        elif server:
            clear_marked(server)
    except BackupTrouble as trouble:
        raise HandoverTrouble(f"what a drill left is not cleared: {trouble}. Run it again") from None


def remove_backups(settings: BackupSettings, known: Sequence[Backup], at: str) -> list[Backup]:
    """Remove all of them from both places now; of others only the audit chain knows, and they stay as told."""
    try:
        for place in settings.places:
            place.remove(place.held())
    except BackupTrouble as trouble:
        raise HandoverTrouble(f"the backups are not removed: {trouble}. Run it again") from None
    return [each if each.place == CHAIN else replace(each, removed_at=at) for each in known]
