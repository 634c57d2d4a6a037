"""What is erased when: one table of rules, run by `mizuguchi purge` and by the housekeeper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.clock import Clock, on_the_wall
from intake.store.engine import Store
from intake.store.erasing import (
    erase_applications,
    erase_dead_letters,
    erase_drafts,
    erase_kept_forms,
    erase_resident_copies,
    erase_visits,
    unfinished,
)
from intake.town import Retention


@dataclass(frozen=True)
class Rule:
    """What is erased, and how; `erase` returns the number of rows."""

    what: str
    erase: Callable[[Session, Retention, datetime], int]


def _dead_letters(session: Session, terms: Retention, at: datetime) -> int:
    return erase_dead_letters(session, at - timedelta(hours=terms.draft_hours))


def _resident_copies(session: Session, terms: Retention, at: datetime) -> int:
    return erase_resident_copies(session, at - timedelta(days=terms.resident_copy_days))


def _applications(session: Session, terms: Retention, at: datetime) -> int:
    """Ninety days (a setting) after the last date concerned: the due day, or the last act if that was later."""
    long_ago = at - timedelta(days=terms.application_days)
    over = on_the_wall(long_ago).date(), long_ago
    for each in unfinished(session, *over):
        write_event(session, "erased", "housekeeper", at, each)
    return erase_applications(session, *over)


RULES = (
    Rule("visits", lambda session, _terms, at: erase_visits(session, at)),
    Rule("drafts", lambda session, _terms, at: erase_drafts(session, at)),
    Rule("kept forms", lambda session, _terms, at: erase_kept_forms(session, at)),
    Rule("dead letters", _dead_letters),
    Rule("resident copies", _resident_copies),
    Rule("applications", _applications),
)


def purge(store: Store, clock: Clock, terms: Retention) -> dict[str, int]:
    """Erase what is due, each kind in a transaction with its event; returns the rows by kind."""
    erased = {}
    for rule in RULES:
        with store.writing() as session:
            erased[rule.what] = rule.erase(session, terms, clock.now())
            if erased[rule.what]:
                write_event(session, "purge", "housekeeper", clock.now(), what=rule.what, count=erased[rule.what])
    return erased
