"""Questions and answers: sealed first, then stored, with the event and the letter, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from sqlalchemy.orm import Session

from intake.acts import tell
from intake.audit import write_event
from intake.inquiries import Waiting, Words, Writer, canonical_words, may_answer, may_ask
from intake.lifecycle import NotAllowed
from intake.sealing.envelope import seal
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application, move
from intake.store.messages import Message, message, messages_of


def message_id(about: UUID, writer: Writer, form_key: str) -> UUID:
    """The id that a form makes: one form, one message, however often its button is pressed."""
    return uuid5(about, f"{writer}/{form_key}")


def written(session: Session, about: UUID, writer: Writer, form_key: str) -> bool:
    """Whether this form has made its message already."""
    return message(session, message_id(about, writer, form_key)) is not None


def ask(
    session: Session,
    keys: PublicKeys,
    seen: Application,
    words: Words,
    form_key: str,
    actor: str,
    at: datetime,
    **changes: Any,
) -> None:
    """Store a question, and tell the applicant by mail that there is one. NotAllowed once the application ended.

    `changes` are further columns of the application set in the same statement.
    The event has the code of the question; what the clerk wrote is in the sealed message only.
    """
    if not may_ask(seen.standing):
        raise NotAllowed("asked after the end")
    session.add(_sealed(keys, seen, Writer.CENTRE, words, form_key, at))
    _now_waits(session, seen, Waiting.ASKED, **changes)
    write_event(session, "asked", actor, at, seen.id, reason=words.question)
    tell(session, seen, "inquiry", at)


def answer(
    session: Session, keys: PublicKeys, seen: Application, words: Words, form_key: str, at: datetime
) -> None:
    """Store an answer. NotAllowed once the application ended, or where nothing was asked."""
    if not may_answer(seen.standing, [each.writer for each in messages_of(session, seen.id)]):
        raise NotAllowed("nothing to answer")
    session.add(_sealed(keys, seen, Writer.RESIDENT, words, form_key, at))
    _now_waits(session, seen, Waiting.ANSWERED)
    write_event(session, "answered", "resident", at, seen.id)


def _sealed(
    keys: PublicKeys, about: Application, writer: Writer, words: Words, form_key: str, at: datetime
) -> Message:
    row = Message(id=message_id(about.id, writer, form_key), application_id=about.id, writer=writer.value, at=at)
    resident = X25519PublicKey.from_public_bytes(about.resident_key)
    sealed = seal(canonical_words(words), about.id, at, keys, resident, row.part)
    row.body, row.resident_wrap = sealed.record, sealed.resident_wrap
    row.office_wrap, row.recovery_wrap = sealed.office_wrap, sealed.recovery_wrap
    return row


def _now_waits(session: Session, seen: Application, waiting: Waiting, **changes: Any) -> None:
    """The state stays, the version counts on: whoever had an older page before them has to look again."""
    if not move(session, seen, seen.standing, inquiry=waiting.value, **changes):
        raise NotAllowed("somebody else was quicker")
