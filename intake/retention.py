"""What is erased when: one table of rules, run by `mizuguchi purge`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.clock import Clock, on_the_wall
from intake.store.applications import Application
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.outbox import Mail
from intake.store.slips import PrintedSlip
from intake.store.visits import Visit
from intake.town import Retention

PORTION = 500
"""Applications erased by one statement: databases take so many values at a time and not more."""


@dataclass(frozen=True)
class Rule:
    """What is erased, and how; `erase` returns the number of rows."""

    what: str
    erase: Callable[[Session, Retention, datetime], int]


def _rows(session: Session, statement: Any) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0


def _drafts(session: Session, _terms: Retention, at: datetime) -> int:
    return _rows(session, delete(Draft).where(Draft.expires_at <= at))


def _visits(session: Session, _terms: Retention, at: datetime) -> int:
    return _rows(session, delete(Visit).where(Visit.expires_at <= at))


def _dead_letters(session: Session, terms: Retention, at: datetime) -> int:
    """Verification mails outlive their link by nothing, delivered or not."""
    old = at - timedelta(hours=terms.draft_hours)
    return _rows(session, delete(Mail).where(Mail.created_at <= old, Mail.reference == ""))


def _resident_copies(session: Session, terms: Retention, at: datetime) -> int:
    old = at - timedelta(days=terms.resident_copy_days)
    done = Application.resident_wrap.is_not(None) & (Application.finished_at <= old)
    return _rows(session, update(Application).where(done).values(resident_wrap=None))


def _applications(session: Session, terms: Retention, at: datetime) -> int:
    """Ninety days (a setting) after the last date concerned: the due day, or the last act if that was later."""
    last_day = on_the_wall(at).date() - timedelta(days=terms.application_days)
    last_instant = at - timedelta(days=terms.application_days)
    over = (Application.due_day < last_day) & (
        func.coalesce(Application.finished_at, Application.received_at) < last_instant
    )
    erased = 0
    while ids := list(session.scalars(select(Application.id).where(over).limit(PORTION))):
        _rows(session, delete(Mail).where(Mail.subject.in_([str(each) for each in ids])))
        _rows(session, delete(PrintedSlip).where(PrintedSlip.application_id.in_(ids)))
        erased += _rows(session, delete(Application).where(Application.id.in_(ids)))
    return erased


RULES = (
    Rule("visits", _visits),
    Rule("drafts", _drafts),
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
