"""The lists of the console: which applications wait, in portions that cost the same however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session, load_only

from intake.lifecycle import FINAL, State
from intake.store.applications import Application
from intake.store.slips import PrintedSlip

_ON_A_LIST = (
    Application.reference,
    Application.procedure,
    Application.state,
    Application.version,
    Application.due_day,
    Application.received_at,
    Application.finished_at,
    Application.language,
    Application.contact_method,
    Application.claimed_by,
    Application.claimed_at,
    Application.claimed_until,
    Application.inquiry,
)
"""What a list shows; sealed bytes stay in the database."""


class Order(StrEnum):
    """By the day that an application is for, by when it arrived, or the last finished first."""

    DUE = "due"
    ARRIVAL = "arrival"
    FINISHED = "finished"


class Taken(StrEnum):
    """Who has an application, seen by one person: oneself, a colleague who is at it, or nobody who is."""

    ME = "me"
    OTHERS = "others"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Holder:
    """A condition on who has an application, for one account at one instant."""

    taken: Taken
    account_id: int
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """Which applications a list has: their states, and what else has to hold where it is given.

    `due_from` and `due_until` are the first and the last due day; `keyed_by_others_than` leaves out what that
    account keyed; `inquiries` are those with a question or an answer, answers first; `printed` tells whether
    there is a sheet of paper; all `holders` have to hold. The order FINISHED is for all that has ended.
    """

    states: frozenset[State]
    keyed_by_others_than: int | None = None
    due_from: date | None = None
    due_until: date | None = None
    inquiries: frozenset[str] = frozenset()
    procedure: str = ""
    language: str = ""
    contact_method: str = ""
    printed: bool | None = None
    holders: tuple[Holder, ...] = ()
    order: Order = Order.DUE


def waiting_list(
    session: Session,
    wanted: Wanted,
    after: Application | None = None,
    limit: int = 50,
    rank: object | None = None,
) -> Sequence[Application]:
    """A portion of a list: the urgent first, then in the order that is wanted. `after` is the last one seen.

    Urgent are requests to cancel, and among inquiries those that were answered. `rank` is how urgent `after`
    was when it was on the list, where that may have changed since.
    """
    statement = select(Application).where(*_conditions(wanted)).options(load_only(*_ON_A_LIST))
    if after is not None:
        statement = statement.where(_beyond(wanted, after, rank_in(wanted, after) if rank is None else rank))
    return session.scalars(statement.order_by(*_order(wanted)).limit(limit)).all()


def rank_in(wanted: Wanted, seen: Application) -> Any:
    """How urgent an application is on a list, in the terms of its order."""
    return seen.inquiry if wanted.inquiries else seen.standing is not State.CANCEL_REQUESTED


def others_open(session: Session, about: Application, limit: int) -> Sequence[Application]:
    """The newest open applications of the same procedure, sealed; without this one and those it is tied to."""
    statement = _all_open().where(
        Application.procedure == about.procedure,
        Application.id != about.id,
        Application.id.is_distinct_from(about.replaces),
        Application.replaces.is_distinct_from(about.id),
    )
    return session.scalars(statement.limit(limit)).all()


def newest_open(session: Session, limit: int) -> Sequence[Application]:
    """The newest open applications of all procedures, sealed."""
    return session.scalars(_all_open().limit(limit)).all()


def how_many(session: Session, wanted: Wanted, up_to: int = 100) -> int:
    """How many are on a list; counting ends at `up_to`."""
    some = select(Application.id).where(*_conditions(wanted)).limit(up_to).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def references(session: Session, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The references of applications by their ids; what has been erased is not among them."""
    rows = session.execute(select(Application.id, Application.reference).where(Application.id.in_(ids)))
    return {row.id: row.reference for row in rows}


def _all_open() -> Any:
    open_states = [state.value for state in State if state not in FINAL]
    shown = (
        Application.reference,
        Application.state,
        Application.procedure,
        Application.due_day,
        Application.claimed_by,
    )
    sealed = load_only(*shown, Application.record, Application.office_wrap)
    newest = select(Application).order_by(Application.received_at.desc(), Application.id)
    return newest.where(Application.state.in_(open_states)).options(sealed)


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    """Urgency first. "answered" happens to stand before "asked" in the alphabet too."""
    if wanted.order is Order.FINISHED:
        return Application.finished_at.desc(), Application.id.desc()
    urgency = (
        Application.inquiry.expression if wanted.inquiries else (Application.state != State.CANCEL_REQUESTED.value)
    )
    if wanted.order is Order.ARRIVAL:
        return urgency, Application.received_at.expression, Application.id.expression
    due = Application.due_day.expression
    return urgency, due, Application.received_at.expression, Application.id.expression


def _beyond(wanted: Wanted, seen: Application, rank: object) -> ColumnElement[bool]:
    """What comes after an application in the order of a list."""
    if wanted.order is Order.FINISHED:
        return tuple_(Application.finished_at, Application.id) < (seen.finished_at, seen.id)
    if wanted.order is Order.ARRIVAL:
        return tuple_(*_order(wanted)) > (rank, seen.received_at, seen.id)
    return tuple_(*_order(wanted)) > (rank, seen.due_day, seen.received_at, seen.id)


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [_stands(wanted)]
    if wanted.keyed_by_others_than is not None:
        found.append(Application.keyed_by != wanted.keyed_by_others_than)
    if wanted.due_from is not None:
        found.append(Application.due_day >= wanted.due_from)
    if wanted.due_until is not None:
        found.append(Application.due_day <= wanted.due_until)
    if wanted.inquiries:
        found.append(Application.inquiry.in_(wanted.inquiries))
    return [*found, *_chosen(wanted), *map(_held, wanted.holders)]


def _stands(wanted: Wanted) -> ColumnElement[bool]:
    """What has ended is known by its end: a list in that order then walks one index, however long it is."""
    if wanted.order is Order.FINISHED:
        return Application.finished_at.is_not(None)
    return Application.state.in_([state.value for state in wanted.states])


def _chosen(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.procedure:
        found.append(Application.procedure == wanted.procedure)
    if wanted.language:
        found.append(Application.language == wanted.language)
    if wanted.contact_method:
        found.append(Application.contact_method == wanted.contact_method)
    if wanted.printed is not None:
        paper = exists().where(PrintedSlip.application_id == Application.id)
        found.append(paper if wanted.printed else ~paper)
    return found


def _held(holder: Holder) -> ColumnElement[bool]:
    """Mine stays mine until a colleague takes it; what a colleague left lying is nobody's again."""
    mine = Application.claimed_by == holder.account_id
    somebody = Application.claimed_by.is_not(None)
    at_it = Application.claimed_until > holder.at
    if holder.taken is Taken.ME:
        return mine
    if holder.taken is Taken.OTHERS:
        return somebody & (Application.claimed_by != holder.account_id) & at_it
    lapsed = or_(Application.claimed_until.is_(None), Application.claimed_until <= holder.at)
    return or_(~somebody, (Application.claimed_by != holder.account_id) & lapsed)
