"""Who waits for whom. SQLite has one writer at a time; on PostgreSQL several write at once, in a fixed order.

A transaction that may write an event waits for the chain at its very beginning: events follow each other, so all
such transactions do too. Whoever writes no event takes no turn there, and waits only for who is at the same row.
Since nobody waits for the chain with a row in hand, two can't wait for each other through it. Among rows, what
others hang on comes first: the application or the draft before its visits.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

CHAIN = 1
"""The number of PostgreSQL's lock for the end of the audit chain; one for each database."""

PRESENTED = "mizuguchi.presented"
"""What PostgreSQL's rules for rows look at (`intake.store.rights`)."""

Found = TypeVar("Found", bound=Select)  # type: ignore[type-arg]  # of whatever it selects


class Kind(StrEnum):
    """What a transaction is for; in `Session.info`."""

    READING = "reading"
    WRITING = "writing"
    WITH_EVENTS = "writing with events"


class NoEventHere(RuntimeError):
    """A transaction that did not wait for the chain can't write an event; a mistake of the program."""


def on_server(session: Session) -> bool:
    """Whether the database is PostgreSQL."""
    return session.get_bind().dialect.name == "postgresql"


def wait_for_the_chain(session: Session) -> None:
    """Wait until nobody else can write an event before this transaction ends."""
    if on_server(session):
        session.execute(select(func.pg_advisory_xact_lock(CHAIN)))


def insist_on_the_chain(session: Session) -> None:
    """NoEventHere in a transaction that has not waited for the chain."""
    if session.info.get(Kind) is not Kind.WITH_EVENTS:
        raise NoEventHere


def writes(session: Session) -> bool:
    """Whether rows that are found will be changed, so that they are kept from others until the end."""
    return session.info.get(Kind) in {Kind.WRITING, Kind.WITH_EVENTS}


def to_change(session: Session, statement: Found) -> Found:
    """In a writing transaction: keep the rows that are found from others, and read them as they are by then."""
    if not writes(session):
        return statement
    return statement.with_for_update().execution_options(populate_existing=True)


def present(session: Session, *values: object) -> None:
    """Present ids and lookup values: PostgreSQL shows the window only rows that it presents a value of.

    They count until the end of the transaction.
    """
    if on_server(session):
        shown: set[str] = session.info.setdefault(PRESENTED, set())
        new = {value.hex() if isinstance(value, bytes) else str(value) for value in values} - shown
        if new:
            shown |= new
            session.execute(select(func.set_config(PRESENTED, ",".join(sorted(shown)), True)))
