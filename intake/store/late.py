"""What has waited too long: one list for each kind of alarm, without anything of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intake.alarms import Borders
from intake.lifecycle import FINAL, State
from intake.store.applications import Application
from intake.store.messages import Message
from intake.store.slips import PrintedSlip

NOT_PRINTED, NOT_KEYED, NOT_CHECKED, INQUIRY = "not_printed", "not_keyed", "not_checked", "inquiry"


def how_many_late(session: Session, at: Borders, up_to: int = 100) -> dict[str, int]:
    """How many there are of each kind; counting ends at `up_to`."""
    some = {kind: select(Application.id).where(late).limit(up_to).subquery() for kind, late in _late(at).items()}
    return {kind: session.scalar(select(func.count()).select_from(each)) or 0 for kind, each in some.items()}


def late_applications(session: Session, at: Borders, limit: int = 50) -> dict[str, Sequence[Application]]:
    """The first of each kind by due day."""
    order = (Application.due_day, Application.received_at, Application.id)
    return {
        kind: session.scalars(select(Application).where(late).order_by(*order).limit(limit)).all()
        for kind, late in _late(at).items()
    }


def _late(at: Borders) -> Mapping[str, ColumnElement[bool]]:
    state, slip, message = Application.state, PrintedSlip.printed_at, Message.at
    printed = select(func.max(slip)).where(PrintedSlip.application_id == Application.id).scalar_subquery()
    written = select(func.max(message)).where(Message.application_id == Application.id).scalar_subquery()
    return {
        NOT_PRINTED: (state == State.SUBMITTED) & (Application.received_at < at.received),
        NOT_KEYED: (state == State.PRINTED) & (printed < at.printed),
        NOT_CHECKED: state.in_([State.SUBMITTED, State.PRINTED, State.KEYED]) & (Application.due_day <= at.due),
        INQUIRY: _open() & (Application.inquiry != "") & (written < at.inquiry),
    }


def _open() -> ColumnElement[Any]:
    return Application.state.in_([state for state in State if state not in FINAL])
