"""Erasing what has been kept long enough; how long that is, `intake.retention` says. Each returns the rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from intake.store.applications import Application
from intake.store.drafts import Draft
from intake.store.messages import Message
from intake.store.notes import Note
from intake.store.outbox import Mail
from intake.store.slips import PrintedSlip
from intake.store.visits import Visit

PORTION = 500
"""Applications erased by one statement: databases take so many values at a time and not more."""


def erase_drafts(session: Session, at: datetime) -> int:
    """Drafts whose time is over."""
    return _rows(session, delete(Draft).where(Draft.expires_at <= at))


def erase_visits(session: Session, at: datetime) -> int:
    """Visits whose time is over."""
    return _rows(session, delete(Visit).where(Visit.expires_at <= at))


def erase_dead_letters(session: Session, written_before: datetime) -> int:
    """Verification mails, delivered or not: they outlive their link by nothing."""
    return _rows(session, delete(Mail).where(Mail.created_at <= written_before, Mail.reference == ""))


def erase_resident_copies(session: Session, finished_before: datetime) -> int:
    """What opens a record and its messages with the My Page link. Office and recovery can still open them."""
    done = Application.resident_wrap.is_not(None) & (Application.finished_at <= finished_before)
    theirs = Message.application_id.in_(select(Application.id).where(done))
    _rows(session, update(Message).where(theirs).values(resident_wrap=None))
    return _rows(session, update(Application).where(done).values(resident_wrap=None))


def erase_applications(session: Session, due_before: date, last_act_before: datetime) -> int:
    """Applications with their messages, the notes about them, their mails and the record of their slips."""
    last_act = func.coalesce(Application.finished_at, Application.received_at)
    over = select(Application.id).where(Application.due_day < due_before, last_act < last_act_before)
    erased = 0
    while ids := list(session.scalars(over.limit(PORTION))):
        _rows(session, delete(Mail).where(Mail.subject.in_([str(each) for each in ids])))
        _rows(session, delete(Message).where(Message.application_id.in_(ids)))
        _rows(session, delete(Note).where(Note.application_id.in_(ids)))
        _rows(session, delete(PrintedSlip).where(PrintedSlip.application_id.in_(ids)))
        erased += _rows(session, delete(Application).where(Application.id.in_(ids)))
    return erased


def _rows(session: Session, statement: Any) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
