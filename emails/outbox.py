"""The postman's use of the outbox: take one mail on lease, write down what became of it, put one back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from emails.spacing import wait_after
from intake.audit import write_event
from intake.store.outbox import Delivery, Mail, next_due, take

LEASE = timedelta(minutes=2)
"""Longer than one try can last (see `emails.postman.PATIENCE`); a mail of a postman who died is free after it,
or at once when the next one knows that he is alone (`intake.store.engine.Store.only_one`)."""

ACTOR = "postman"


@dataclass(frozen=True)
class Outcome:
    """What became of one try: delivered, waiting (try again later) or parked (a person has to look).

    `trouble` is the class of the failure and the SMTP code, never the server's text. `spent` means that the
    mail is of no use any more, so that what it says is erased like that of a delivered one.
    """

    delivery: Delivery
    trouble: str = ""
    spent: bool = False


def lease_next(session: Session, at: datetime) -> Mail | None:
    """The next due mail, ours until the lease ends; None when nothing is due."""
    mail = next_due(session, at)
    if mail is None or not take(session, mail, at + LEASE):
        return None
    session.refresh(mail)
    session.expunge(mail)
    return mail


def settle(session: Session, leased: Mail, outcome: Outcome, at: datetime, most_tries: int) -> None:
    """Write down what became of a leased mail, with its event.

    A delivery always counts. A failure counts only while the lease is ours: another postman may have the mail.
    """
    mail = session.get(Mail, leased.id, with_for_update=True)
    if mail is None or mail.state == Delivery.DELIVERED.value:
        return
    if outcome.delivery is Delivery.DELIVERED:
        _delivered(session, mail, at)
    elif (mail.state, mail.next_try_at) == (Delivery.SENDING.value, leased.next_try_at):
        final = outcome.delivery is Delivery.PARKED or mail.tries >= most_tries
        (_parked if final else _waiting)(session, mail, outcome, at)


def _delivered(session: Session, mail: Mail, at: datetime) -> None:
    mail.state, mail.payload, mail.finished_at, mail.trouble = Delivery.DELIVERED.value, b"", at, ""
    write_event(session, "mail_delivered", ACTOR, at, _application(mail), mail=mail.kind)


def _waiting(_session: Session, mail: Mail, outcome: Outcome, at: datetime) -> None:
    mail.state, mail.trouble = Delivery.WAITING.value, outcome.trouble
    mail.next_try_at = at + wait_after(mail.tries)


def _parked(session: Session, mail: Mail, outcome: Outcome, at: datetime) -> None:
    mail.state, mail.finished_at, mail.trouble = Delivery.PARKED.value, at, outcome.trouble
    if outcome.spent:
        mail.payload = b""
    detail: dict[str, str | int] = {"mail": mail.kind, "tries": mail.tries, "trouble": outcome.trouble}
    write_event(session, "mail_parked", ACTOR, at, _application(mail), **detail)


def _application(mail: Mail) -> UUID | None:
    """Mails with a reference are about an application, others about a draft, which events do not name."""
    return UUID(mail.subject) if mail.reference else None


def retry(session: Session, mail: Mail, at: datetime) -> bool:
    """Put a parked mail back, as if it were new; False when it isn't parked or its content is erased.

    The caller, who knows which person asked for it, writes the event.
    """
    if mail.state != Delivery.PARKED.value or not mail.payload:
        return False
    mail.state, mail.tries, mail.next_try_at = Delivery.WAITING.value, 0, at
    mail.finished_at, mail.trouble = None, ""
    session.flush()
    return True
