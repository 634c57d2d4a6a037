"""Messages: questions of the centre and answers of the resident, sealed like the record they are about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import present


class Message(Table):
    """A question or an answer. `writer` is "centre" or "resident"; `body` is sealed to office, recovery, resident.

    `resident_wrap` is erased together with that of the application.
    """

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(index=True)
    writer: Mapped[str]
    at: Mapped[datetime]
    body: Mapped[bytes]
    office_wrap: Mapped[bytes]
    recovery_wrap: Mapped[bytes]
    resident_wrap: Mapped[bytes | None]

    @property
    def part(self) -> str:
        """What the seal is bound to: whoever changes one of these columns gets a message that opens for nobody."""
        at = self.at.astimezone(UTC).isoformat(timespec="microseconds")
        return f"message/{self.application_id}/{self.id}/{self.writer}/{at}"


def message(session: Session, message_id: UUID) -> Message | None:
    """A message by its id."""
    present(session, message_id)
    return session.get(Message, message_id)


def messages_of(session: Session, application_id: UUID) -> Sequence[Message]:
    """All messages about one application, oldest first; of the same instant, the question first."""
    present(session, application_id)
    return session.scalars(
        select(Message)
        .where(Message.application_id == application_id)
        .order_by(Message.at, Message.writer, Message.id)
    ).all()
