"""Kept forms: what a member of staff was typing when the sitting ended, for a quarter of an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table


class KeptForm(Table):
    """A form that was sent too late. `locked` opens with the token of the browser that sent it only."""

    __tablename__ = "kept_forms"

    lookup: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[int]
    locked: Mapped[bytes]
    expires_at: Mapped[datetime] = mapped_column(index=True)


def kept_form(session: Session, lookup: bytes) -> KeptForm | None:
    """A kept form by its lookup value."""
    return session.get(KeptForm, lookup)


def drop_form(session: Session, lookup: bytes) -> None:
    """Forget a kept form."""
    session.execute(delete(KeptForm).where(KeptForm.lookup == lookup))
