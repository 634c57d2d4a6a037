"""The backups that outlive the database: which there are, from when on they are gone, or removed at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from admin.handover.protocol import Backup
from admin.handover.trouble import HandoverTrouble
from intake.backup.days import day_of
from intake.backup.settings import BackupSettings
from intake.backup.trouble import BackupTrouble


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


def remove_backups(settings: BackupSettings, known: Sequence[Backup], at: str) -> list[Backup]:
    """Remove all of them from both places now."""
    try:
        for place in settings.places:
            place.remove(place.held())
    except BackupTrouble as trouble:
        raise HandoverTrouble(f"the backups are not removed: {trouble}. Run it again") from None
    return [replace(each, removed_at=at) for each in known]
