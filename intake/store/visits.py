"""Visits: one browser at one draft or one My Page. The browser holds a random token, the row what it unlocks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import present, to_change


class Visit(Table):
    """`lookup` is derived from the browser's token; `locked` opens with the token only.

    A visit to a draft begins unproven, with a check value of the mailed code that can't be tested without the
    token. `unmasked` is true after the second item was shown on My Page.
    """

    __tablename__ = "visits"

    lookup: Mapped[bytes] = mapped_column(primary_key=True)
    about: Mapped[UUID] = mapped_column(index=True)
    locked: Mapped[bytes]
    proven: Mapped[bool] = mapped_column(default=False)
    unmasked: Mapped[bool] = mapped_column(default=False)
    code_check: Mapped[bytes | None]
    tries_left: Mapped[int] = mapped_column(default=5)
    expires_at: Mapped[datetime] = mapped_column(index=True)


def visit(session: Session, lookup: bytes, at: datetime) -> Visit | None:
    """A visit by its lookup value, unless it is over; kept from others where it is to be changed.

    What it is about comes first then: see `whose_visit`.
    """
    present(session, lookup)
    return session.scalar(to_change(session, select(Visit).where(Visit.lookup == lookup, Visit.expires_at > at)))


def whose_visit(session: Session, lookup: bytes, at: datetime) -> UUID | None:
    """The draft or application that a visit is about, without keeping the visit from anybody."""
    present(session, lookup)
    return session.scalar(select(Visit.about).where(Visit.lookup == lookup, Visit.expires_at > at))


def end_unproven(session: Session, about: UUID) -> None:
    """Forget the visits to a draft that never proved the address: somebody else has, by the mailed link."""
    present(session, about)
    session.execute(delete(Visit).where(Visit.about == about, Visit.proven.is_(False)))


def end_visits(session: Session, about: UUID) -> None:
    """Forget every visit to a draft or a My Page, in whatever browser."""
    present(session, about)
    session.execute(delete(Visit).where(Visit.about == about))


def end_visit(session: Session, lookup: bytes) -> None:
    """Forget a visit."""
    present(session, lookup)
    session.execute(delete(Visit).where(Visit.lookup == lookup))
