"""Mails that could not be delivered: what kind, for which application, what happened. No address is known here."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from admin.desk.refusals import ChangedMeanwhile, Unknown
from admin.staff import Member
from emails.outbox import retry
from intake.audit import write_event
from intake.clock import Clock
from intake.store.engine import Store
from intake.store.outbox import Mail, mail, parked


def parked_mails(store: Store) -> Sequence[Mail]:
    """Those that wait for a person, oldest first, at most a hundred."""
    with store.reading() as session:
        return parked(session)


def send_again(store: Store, clock: Clock, who: Member, mail_id: UUID) -> None:
    """Give a mail back to the postman.

    Unknown, or ChangedMeanwhile when it is not parked, or its content erased.
    """
    with store.writing() as session:
        found = mail(session, mail_id)
        if found is None:
            raise Unknown
        about, tries = UUID(found.subject) if found.reference else None, found.tries
        if not retry(session, found, clock.now()):
            raise ChangedMeanwhile
        write_event(session, "mail_retried", who.actor, clock.now(), about, mail=found.kind, tries=tries)
