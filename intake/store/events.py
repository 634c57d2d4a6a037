"""Events: the rows of the audit chain. Written once; the database refuses to change or remove them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, Row, String, column, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import insist_on_the_chain, on_server, present


class Event(Table):
    """What happened, by which actor, to which application. Holds no name of a resident.

    `actor` is "resident", "postman", "housekeeper" or a role with the number of the account ("clerk 3").
    """

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_act", "act", "number"), Index("ix_events_done", "act", "actor", "at"))

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


def end_of_chain(session: Session) -> tuple[int, str] | None:
    """Number and hash of the last event, for who writes the next one; None before the first.

    NoEventHere where somebody else could write one meanwhile. On PostgreSQL a function tells it: those who write
    events may not all read them.
    """
    insist_on_the_chain(session)
    last = select(Event.number, Event.hash).order_by(Event.number.desc()).limit(1)
    if on_server(session):
        told = func.chain_end().table_valued(column("number", Integer), column("hash", String))
        last = select(told.c.number, told.c.hash)
    row = session.execute(last).one_or_none()
    return (row.number, row.hash) if row else None


def events_about(session: Session, application_id: UUID) -> Sequence[Event]:
    """All events of one application, oldest first."""
    present(session, application_id)
    return session.scalars(
        select(Event).where(Event.application_id == application_id).order_by(Event.number)
    ).all()


def all_events(session: Session) -> Iterator[Event]:
    """The whole chain from its beginning, in portions."""
    yield from session.scalars(select(Event).order_by(Event.number).execution_options(yield_per=500))


def events_of(
    session: Session, acts: Iterable[str]
) -> Iterator[Row[int, datetime, str, str, UUID | None, str, str]]:
    """The columns that count of the events of some acts, in order, without the cost of whole rows."""
    columns = select(
        Event.number, Event.at, Event.act, Event.actor, Event.application_id, Event.detail, Event.hash
    )
    wanted = columns.where(Event.act.in_(sorted(acts))).order_by(Event.number)
    yield from session.execute(wanted.execution_options(yield_per=2000))


def events_before(session: Session, number: int | None = None, limit: int = 50) -> Sequence[Event]:
    """A page of the chain, newest first; `number` is the last one of the page before."""
    newest = select(Event).order_by(Event.number.desc()).limit(limit)
    return session.scalars(newest if number is None else newest.where(Event.number < number)).all()


def latest_of(session: Session, acts: Iterable[str], limit: int = 1) -> Sequence[Event]:
    """The newest events of some acts, newest first."""
    found = select(Event).where(Event.act.in_(list(acts))).order_by(Event.number.desc())
    return session.scalars(found.limit(limit)).all()


def latest_alarms(
    session: Session, acts: Iterable[str], with_people: Iterable[str], limit: int, but: str = ""
) -> Sequence[Event]:
    """The newest events of some acts, and of others unless they are by the actor `but`; newest first."""
    shown = Event.act.in_(sorted(acts)) | (Event.act.in_(sorted(with_people)) & (Event.actor != but))
    return session.scalars(select(Event).where(shown).order_by(Event.number.desc()).limit(limit)).all()


def how_often(session: Session, act: str, actors: Iterable[str], since: datetime) -> int:
    """How often somebody of these names did a thing since an instant; an index answers, however long the chain."""
    done = select(func.count()).where(Event.act == act, Event.actor.in_(sorted(actors)), Event.at >= since)
    return session.scalar(done) or 0


def done_since(session: Session, acts: Iterable[str], actors: Iterable[str], since: datetime) -> Sequence[Event]:
    """The events of some acts by somebody of these names since an instant, oldest first."""
    by_them = Event.act.in_(sorted(acts)) & Event.actor.in_(sorted(actors))
    return session.scalars(select(Event).where(by_them, Event.at >= since).order_by(Event.number)).all()
