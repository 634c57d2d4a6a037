"""Notes of the staff about an application: memos and tries to reach somebody. Never the resident's to read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table


class Note(Table):
    """A note. `writer` is the number of the account; `body` is sealed to office and recovery.

    A table apart from the messages, so that no page for residents can meet one by mistake.
    """

    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    writer: Mapped[int]
    at: Mapped[datetime]
    body: Mapped[bytes]
    office_wrap: Mapped[bytes]
    recovery_wrap: Mapped[bytes]

    @property
    def part(self) -> str:
        """What the seal is bound to: whoever changes one of these columns gets a note that opens for nobody."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"note/{self.application_id}/{self.id}/{self.writer}/{at}"


def note(session: Session, note_id: UUID) -> Note | None:
    """A note by its id."""
    return session.get(Note, note_id)


def notes_about(session: Session, application_id: UUID) -> Sequence[Note]:
    """All notes about one application, oldest first."""
    return session.scalars(
        select(Note).where(Note.application_id == application_id).order_by(Note.at, Note.id)
    ).all()
