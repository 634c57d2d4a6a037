"""Drafts: what a resident has typed so far, locked under a secret that only the mail and the browser hold."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import present, to_change


class Draft(Table):
    """A form on its way. `link_lookup` finds it by the mailed secret, `link_lock` holds its key under it.

    `content` is locked under that key. Nothing here can be read without the secret. `sendings` and `wrong_codes`
    count over the draft's whole life, whatever mail is newest.
    """

    __tablename__ = "drafts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    procedure: Mapped[str]
    language: Mapped[str]
    link_lookup: Mapped[bytes] = mapped_column(unique=True)
    link_lock: Mapped[bytes]
    content: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    submitted: Mapped[bool] = mapped_column(default=False)
    sendings: Mapped[int] = mapped_column(default=1)
    wrong_codes: Mapped[int] = mapped_column(default=0)


def draft(session: Session, draft_id: UUID, at: datetime) -> Draft | None:
    """A draft by its id, unless it has expired."""
    present(session, draft_id)
    return session.scalar(to_change(session, select(Draft).where(Draft.id == draft_id, Draft.expires_at > at)))


def draft_by_link(session: Session, lookup: bytes, at: datetime) -> Draft | None:
    """A draft by the lookup value of its mailed secret, unless it has expired."""
    present(session, lookup)
    return session.scalar(
        to_change(session, select(Draft).where(Draft.link_lookup == lookup, Draft.expires_at > at))
    )
