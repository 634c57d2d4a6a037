"""Tallies: what was counted of applications that have been erased. No row leads to an application."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.figures import Cell, Counted, Figure, counted
from intake.store.applications import Application
from intake.store.base import Table

_COUNTED = (
    Application.procedure,
    Application.language,
    Application.contact_method,
    Application.state,
    Application.due_day,
    Application.received_at,
    Application.finished_at,
)


class Tally(Table):
    """One cell of `intake.figures` and how many erased applications are in it."""

    __tablename__ = "tallies"

    month: Mapped[str] = mapped_column(primary_key=True)
    procedure: Mapped[str] = mapped_column(primary_key=True)
    figure: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


def keep_tallies(session: Session, ids: Iterable[UUID]) -> None:
    """Count applications that the caller erases in the same transaction: each once, and none is lost."""
    for cell, count in counted(_rows(session, Application.id.in_(list(ids)))).items():
        key = {"month": cell.month, "procedure": cell.procedure, "figure": cell.figure, "value": cell.value}
        if row := session.get(Tally, key, with_for_update=True):
            row.count += count
        else:
            session.add(Tally(**key, count=count))
    session.flush()


def figures_of(session: Session, since: datetime, until: datetime, months: tuple[str, str]) -> Counter[Cell]:
    """Everything received from `since` to before `until`, erased or not; `months` are the first and the last."""
    still_there = (Application.received_at >= since) & (Application.received_at < until)
    found = counted(_rows(session, still_there))
    for row in session.scalars(select(Tally).where(Tally.month.between(*months))):
        found[Cell(row.month, row.procedure, row.figure, row.value)] += row.count
    return found


def received_in_all(session: Session) -> int:
    """How many applications ever came in, erased or not."""
    erased = select(func.coalesce(func.sum(Tally.count), 0)).where(Tally.figure == Figure.RECEIVED.value)
    there = select(func.count(Application.id))
    return int(session.scalar(erased) or 0) + int(session.scalar(there) or 0)


def _rows(session: Session, which: ColumnElement[Any]) -> Iterator[Counted]:
    for row in session.execute(select(*_COUNTED).where(which).execution_options(yield_per=1000)):
        yield Counted(*row)
