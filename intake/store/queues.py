"""The lists of the console: which applications wait, in portions that cost the same however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session, load_only

from intake.lifecycle import FINAL, State
from intake.store.applications import Application

_ON_A_LIST = (
    Application.reference,
    Application.procedure,
    Application.state,
    Application.due_day,
    Application.received_at,
    Application.language,
    Application.contact_method,
    Application.claimed_by,
    Application.inquiry,
)
"""What a list shows; sealed bytes stay in the database."""


@dataclass(frozen=True)
class Wanted:
    """Which applications a list has: their states, and where given who took them, who keyed them, and until when.

    `due_until` is the last due day on the list; `keyed_by_others_than` leaves out what that account keyed;
    `inquiries` are those with a question or an answer, answers first.
    """

    states: frozenset[State]
    claimed_by: int | None = None
    keyed_by_others_than: int | None = None
    due_until: date | None = None
    inquiries: frozenset[str] = frozenset()


def waiting_list(
    session: Session, wanted: Wanted, after: Application | None = None, limit: int = 50
) -> Sequence[Application]:
    """A portion of a list: the urgent first, then by due day and arrival. `after` is the last one seen.

    Urgent are requests to cancel, and among inquiries those that were answered.
    """
    order = (_urgency(wanted), Application.due_day, Application.received_at, Application.id)
    statement = select(Application).where(*_conditions(wanted)).options(load_only(*_ON_A_LIST))
    if after is not None:
        seen = after.inquiry if wanted.inquiries else after.standing is not State.CANCEL_REQUESTED
        statement = statement.where(tuple_(*order) > (seen, after.due_day, after.received_at, after.id))
    return session.scalars(statement.order_by(*order).limit(limit)).all()


def others_open(session: Session, about: Application, limit: int) -> Sequence[Application]:
    """The newest open applications of the same procedure, sealed; without this one and those it is tied to."""
    open_states = [state.value for state in State if state not in FINAL]
    statement = select(Application).where(
        Application.state.in_(open_states),
        Application.procedure == about.procedure,
        Application.id != about.id,
        Application.id.is_distinct_from(about.replaces),
        Application.replaces.is_distinct_from(about.id),
    )
    sealed = load_only(Application.reference, Application.state, Application.record, Application.office_wrap)
    newest = statement.order_by(Application.received_at.desc(), Application.id).limit(limit)
    return session.scalars(newest.options(sealed)).all()


def _urgency(wanted: Wanted) -> ColumnElement[Any]:
    """What a list is ordered by first. "answered" happens to stand before "asked" in the alphabet too."""
    if wanted.inquiries:
        return Application.inquiry.expression
    return Application.state != State.CANCEL_REQUESTED.value


def how_many(session: Session, wanted: Wanted, up_to: int = 100) -> int:
    """How many are on a list; counting ends at `up_to`."""
    some = select(Application.id).where(*_conditions(wanted)).limit(up_to).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def references(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The references of applications by their ids; what has been erased is not among them."""
    rows = session.execute(select(Application.id, Application.reference).where(Application.id.in_(ids)))
    return {row.id: row.reference for row in rows}


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Application.state.in_([state.value for state in wanted.states])]
    if wanted.claimed_by is not None:
        found.append(Application.claimed_by == wanted.claimed_by)
    if wanted.keyed_by_others_than is not None:
        found.append(Application.keyed_by != wanted.keyed_by_others_than)
    if wanted.due_until is not None:
        found.append(Application.due_day <= wanted.due_until)
    if wanted.inquiries:
        found.append(Application.inquiry.in_(wanted.inquiries))
    return found
