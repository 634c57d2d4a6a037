"""Which sheets are to be shredded: of ended applications at once, filed ones when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from intake.lifecycle import FINAL
from intake.sheets import Fate
from intake.store.applications import Application
from intake.store.slips import PrintedSlip


def sheets_to_shred(session: Session, due: date, printed: datetime, limit: int = 500) -> Sequence[PrintedSlip]:
    """Sheets in hand of what has ended, and filed ones printed before `printed` about a day before `due`."""
    ended = [state.value for state in FINAL]
    kept_long = (PrintedSlip.fate == Fate.FILED.value) & (PrintedSlip.printed_at < printed)
    its_day_is_over = or_(Application.id.is_(None), Application.due_day < due)
    idle = (PrintedSlip.fate == Fate.HELD.value) & Application.state.in_(ended)
    return session.scalars(
        select(PrintedSlip)
        .outerjoin(Application, Application.id == PrintedSlip.application_id)
        .where(or_(idle, kept_long & its_day_is_over))
        .order_by(PrintedSlip.serial)
        .limit(limit)
    ).all()
