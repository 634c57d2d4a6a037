"""The outbox: one row a mail, what it says sealed to the postman until it is delivered, then overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from intake.store.base import Table
from intake.store.turns import writes

FOR_ANYBODY = ("verification", "verification_code")
"""Kinds of mails that go to whatever address somebody types."""


class Delivery(StrEnum):
    """Where a mail stands. Parked means: tried as often as allowed, now a person has to look."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    PARKED = "parked"


class Mail(Table):
    """A mail to be sent. `subject` is what the payload is bound to: the id of a draft or an application.

    `reference` is empty for a mail about a draft. `trouble` is the class of the last failure, never its text:
    servers like to repeat addresses in their answers.
    """

    __tablename__ = "outbox"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    reference: Mapped[str]
    payload: Mapped[bytes]
    state: Mapped[str] = mapped_column(default=Delivery.WAITING.value)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")


def enqueue(session: Session, kind: str, subject: UUID, payload: bytes, at: datetime, reference: str = "") -> Mail:
    """Put a mail into the outbox in the caller's transaction: no act without its mail, no mail without its act."""
    mail = Mail(
        id=uuid4(),
        kind=kind,
        subject=str(subject),
        reference=reference,
        payload=payload,
        created_at=at,
        next_try_at=at,
    )
    session.add(mail)
    return mail


def next_due(session: Session, at: datetime) -> Mail | None:
    """The next mail among those that are due, also one whose sending broke off: receipts first, then by waiting.

    Anybody can ask for verification mails; a flood of them must not keep back what was promised.
    """
    due = (
        select(Mail)
        .where(
            Mail.state.in_([Delivery.WAITING.value, Delivery.SENDING.value]),
            Mail.next_try_at <= at,
        )
        .order_by(Mail.reference == "", Mail.next_try_at, Mail.created_at)
        .limit(1)
    )
    return session.scalar(due.with_for_update(skip_locked=True) if writes(session) else due)


def take(session: Session, mail: Mail, until: datetime) -> bool:
    """Lease a mail for one try; False when another postman was quicker."""
    taken = session.scalar(
        update(Mail)
        .where(Mail.id == mail.id, Mail.next_try_at == mail.next_try_at, Mail.state == mail.state)
        .values(state=Delivery.SENDING.value, tries=mail.tries + 1, next_try_at=until)
        .returning(Mail.id)
        .execution_options(synchronize_session=False)
    )
    session.expire(mail)
    return taken is not None


def take_back(session: Session, subject: UUID, kinds: Iterable[str]) -> None:
    """Remove mails of some kinds that have not been delivered: what they say has become untrue.

    One that is on its way at this moment may still arrive.
    """
    session.execute(
        delete(Mail)
        .where(
            Mail.subject == str(subject),
            Mail.kind.in_(kinds),
            Mail.state != Delivery.DELIVERED.value,
        )
        .execution_options(synchronize_session=False)
    )


def free_leases(session: Session, at: datetime) -> None:
    """Make every leased mail due at once: their postman is dead. Only for whoever knows that he is alone."""
    session.execute(
        update(Mail)
        .where(Mail.state == Delivery.SENDING.value)
        .values(state=Delivery.WAITING.value, next_try_at=at)
        .execution_options(synchronize_session=False)
    )


def mail(session: Session, mail_id: UUID) -> Mail | None:
    """A mail by its id."""
    return session.get(Mail, mail_id, with_for_update=writes(session))


def parked(session: Session, limit: int = 100) -> Sequence[Mail]:
    """Mails that a person has to look at, oldest first."""
    return session.scalars(
        select(Mail).where(Mail.state == Delivery.PARKED.value).order_by(Mail.created_at).limit(limit)
    ).all()


def mails_about(session: Session, subject: UUID) -> Sequence[Mail]:
    """All mails about one draft or application, oldest first."""
    return session.scalars(select(Mail).where(Mail.subject == str(subject)).order_by(Mail.created_at)).all()


_UNSENT = or_(Mail.state == Delivery.WAITING.value, Mail.state == Delivery.SENDING.value)


def waiting(session: Session) -> int:
    """How many mails are still to be sent."""
    return session.scalar(select(func.count()).select_from(Mail).where(_UNSENT)) or 0


def waiting_since(session: Session) -> datetime | None:
    """When the oldest mail was written that is still to be sent (UTC); None where none waits."""
    return session.scalar(select(func.min(Mail.created_at)).where(_UNSENT))


_A_BURDEN = and_(_UNSENT, or_(Mail.tries == 0, Mail.kind.not_in(FOR_ANYBODY)))


def burden(session: Session) -> tuple[int, datetime | None]:
    """How many mails wait because we are late, and since when the oldest of them does (UTC).

    Not among them are mails that anybody can ask for, to any address, once they were tried: a mailbox that takes
    nothing for hours is its owner's affair, and must not shut the window for others.
    """
    count, since = session.execute(select(func.count(), func.min(Mail.created_at)).where(_A_BURDEN)).one()
    return count, since
