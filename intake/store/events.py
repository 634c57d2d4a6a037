"""Events: the rows of the audit chain. Written once; the database refuses to change or remove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table


class Event(Table):
    """What happened, by which actor, to which application. Holds no name of a resident.

    `actor` is "resident", "postman", "housekeeper" or a role with the number of the account ("clerk 3").
    """

    __tablename__ = "events"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    act: Mapped[str]
    actor: Mapped[str]
    application_id: Mapped[UUID | None] = mapped_column(index=True)
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


def last_event(session: Session) -> Event | None:
    """The head of the chain."""
    return session.scalar(select(Event).order_by(Event.number.desc()).limit(1))


def events_about(session: Session, application_id: UUID) -> Sequence[Event]:
    """All events of one application, oldest first."""
    return session.scalars(
        select(Event).where(Event.application_id == application_id).order_by(Event.number)
    ).all()


def all_events(session: Session) -> Iterator[Event]:
    """The whole chain from its beginning, in portions."""
    yield from session.scalars(select(Event).order_by(Event.number).execution_options(yield_per=500))
