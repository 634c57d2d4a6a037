"""How the backups stand by what the audit chain tells: for pages and figures, without a look at the places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from intake.audit import details
from intake.backup.days import LONGEST_PAUSE
from intake.clock import on_the_wall
from intake.store.events import Event, latest_of

MADE, FAILED, DRILL = "backup", "backup_failed", "drill"
"""The acts: a backup was made, could not be made, was restored as a rehearsal."""

PASSED = "passed"
LONGEST_WITHOUT_DRILL = timedelta(days=40)
"""Rehearsals are monthly."""


class Wrong(StrEnum):
    """What is wrong with the backups."""

    MISSING = "backup_missing"
    FAILED = "backup_failed"
    DRILL = "drill_failed"
    NO_DRILL = "drill_late"


def wrong_with_backups(session: Session, now: datetime) -> list[Wrong]:
    """What somebody has to look into. Nothing where backups were never begun: that is a decision."""
    made, failed = (_last(session, act) for act in (MADE, FAILED))
    if made is None and failed is None:
        return []
    return [*_of_days(made, failed, now), *_of_drills(_last(session, DRILL), now)]


def _last(session: Session, act: str) -> Event | None:
    return next(iter(latest_of(session, (act,))), None)


def _of_days(made: Event | None, failed: Event | None, now: datetime) -> Iterator[Wrong]:
    if made is None or now - on_the_wall(made.at) > LONGEST_PAUSE:
        yield Wrong.MISSING
    if failed and (made is None or failed.number > made.number):
        yield Wrong.FAILED


def _of_drills(last: Event | None, now: datetime) -> Iterator[Wrong]:
    if last is None:
        return
    if details(last).get("what") != PASSED:
        yield Wrong.DRILL
    elif now - on_the_wall(last.at) > LONGEST_WITHOUT_DRILL:
        yield Wrong.NO_DRILL
