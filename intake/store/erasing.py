"""Erasing what has been kept long enough; how long that is, `intake.retention` says. Each returns the rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, Select, delete, func, select, update
from sqlalchemy.orm import Session

from intake.sheets import Fate
from intake.store.applications import Application
from intake.store.drafts import Draft
from intake.store.kept_forms import KeptForm
from intake.store.messages import Message
from intake.store.notes import Note
from intake.store.outbox import Mail
from intake.store.slips import PrintedSlip
from intake.store.tallies import keep_tallies
from intake.store.visits import Visit

DONE_WITH = (Fate.FILED.value, Fate.SHREDDED.value)
"""Where a sheet is that nobody has to look for."""

PORTION = 500
"""Applications erased by one statement: databases take so many values at a time and not more."""


def erase_drafts(session: Session, at: datetime) -> int:
    """Drafts whose time is over."""
    return _rows(session, delete(Draft).where(Draft.expires_at <= at))


def erase_visits(session: Session, at: datetime) -> int:
    """Visits whose time is over."""
    return _rows(session, delete(Visit).where(Visit.expires_at <= at))


def erase_kept_forms(session: Session, at: datetime) -> int:
    """What clerks were typing when a sitting ended, and did not come back for."""
    return _rows(session, delete(KeptForm).where(KeptForm.expires_at <= at))


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
    """Applications with messages, notes and mails. Counts are left; sheets that are held or lost stay known."""
    over = _over(due_before, last_act_before)
    erased = 0
    while ids := list(session.scalars(over.limit(PORTION))):
        keep_tallies(session, ids)
        _rows(session, delete(Mail).where(Mail.subject.in_([str(each) for each in ids])))
        _rows(session, delete(Message).where(Message.application_id.in_(ids)))
        _rows(session, delete(Note).where(Note.application_id.in_(ids)))
        erased += _rows(session, delete(Application).where(Application.id.in_(ids)))
    _rows(session, delete(PrintedSlip).where(PrintedSlip.fate.in_(DONE_WITH), _about_nothing()))
    return erased


def count_drafts(session: Session, at: datetime) -> int:
    """What `erase_drafts` would erase, asked by columns that its process may read; so the others below."""
    return _count(session, select(Draft.expires_at).where(Draft.expires_at <= at))


def count_visits(session: Session, at: datetime) -> int:
    """See `count_drafts`."""
    return _count(session, select(Visit.expires_at).where(Visit.expires_at <= at))


def count_kept_forms(session: Session, at: datetime) -> int:
    """See `count_drafts`."""
    return _count(session, select(KeptForm.expires_at).where(KeptForm.expires_at <= at))


def count_dead_letters(session: Session, written_before: datetime) -> int:
    """See `count_drafts`."""
    return _count(session, select(Mail.subject).where(Mail.created_at <= written_before, Mail.reference == ""))


def count_resident_copies(session: Session, finished_before: datetime) -> int:
    """See `count_drafts`."""
    done = Application.resident_wrap.is_not(None) & (Application.finished_at <= finished_before)
    return _count(session, select(Application.id).where(done))


def count_applications(session: Session, due_before: date, last_act_before: datetime) -> int:
    """See `count_drafts`."""
    return _count(session, _over(due_before, last_act_before))


def unfinished(session: Session, due_before: date, last_act_before: datetime) -> Sequence[UUID]:
    """Which of the applications that are to be erased never came to an end."""
    return session.scalars(_over(due_before, last_act_before).where(Application.finished_at.is_(None))).all()


def _over(due_before: date, last_act_before: datetime) -> Select[UUID]:
    last_act = func.coalesce(Application.finished_at, Application.received_at)
    return select(Application.id).where(Application.due_day < due_before, last_act < last_act_before)


def _about_nothing() -> ColumnElement[bool]:
    return PrintedSlip.application_id.not_in(select(Application.id))


def _count(session: Session, which: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(which.subquery())) or 0


def _rows(session: Session, statement: Any) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
