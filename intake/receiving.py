"""Receiving an application: sealed first, then stored, with its event and its letter, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.records import Record, canonical
from intake.reference import new_reference
from intake.sealing.envelope import seal
from intake.sealing.keys import PublicKeys, key_id
from intake.sealing.letterbox import post
from intake.sealing.mypage import lookup_value, new_secret, resident_public_key
from intake.store.applications import Application, by_submission, is_taken
from intake.store.outbox import enqueue


@dataclass(frozen=True)
class Replaced:
    """The application in whose place another is handed in."""

    id: UUID
    reference: str


@dataclass(frozen=True)
class HandedIn:
    """What a resident hands in: answers that passed `read_all`, where the mail goes, and what it replaces."""

    procedure: Procedure
    answers: Mapping[str, str]
    email: str
    language: str
    submission_key: bytes
    replaces: Replaced | None = None


@dataclass(frozen=True)
class Receipt:
    """The reference, and the secret of the My Page link (empty when it was received before)."""

    application: Application
    secret: str = ""


def receive(session: Session, keys: PublicKeys, situation: Situation, handed_in: HandedIn) -> Receipt:
    """Store an application once: a second press of submit finds the first one's reference."""
    earlier = by_submission(session, handed_in.submission_key)
    if earlier:
        return Receipt(earlier)
    secret = new_secret()
    row = _sealed_row(session, keys, situation, handed_in, secret)
    session.add(row)
    session.flush()
    write_event(session, "submit", "resident", situation.at, row.id, to=row.state)
    first = post({**_contact(handed_in), "secret": secret}, str(row.id), keys.postman)
    enqueue(session, "received", row.id, first, situation.at, row.reference)
    return Receipt(row, secret)


def _sealed_row(
    session: Session, keys: PublicKeys, situation: Situation, handed_in: HandedIn, secret: str
) -> Application:
    application_id, procedure, answers = uuid4(), handed_in.procedure, handed_in.answers
    reference, old = _unused_reference(session), handed_in.replaces
    record = Record(
        procedure=procedure.name,
        form=procedure.version,
        reference=reference,
        language=handed_in.language,
        email=handed_in.email,
        received_at=situation.at.isoformat(timespec="seconds"),
        answers=answers,
        replaces=old.reference if old else "",
    )
    resident = resident_public_key(secret)
    sealed = seal(canonical(record), application_id, situation.at, keys, resident)
    return Application(
        id=application_id,
        reference=reference,
        procedure=procedure.name,
        state="submitted",
        version=1,
        due_day=procedure.due_day(answers, situation),
        received_at=situation.at,
        cancel_until=procedure.cancel_deadline(answers, situation),
        language=handed_in.language,
        contact_method=answers.get("contact_method", "email"),
        submission_key=handed_in.submission_key,
        mypage_lookup=lookup_value(secret),
        resident_key=resident.public_bytes_raw(),
        key_id=key_id(keys.office),
        record=sealed.record,
        office_wrap=sealed.office_wrap,
        recovery_wrap=sealed.recovery_wrap,
        resident_wrap=sealed.resident_wrap,
        contact=post(_contact(handed_in), str(application_id), keys.postman),
        tries=0,
        replaces=old.id if old else None,
    )


def _contact(handed_in: HandedIn) -> dict[str, str]:
    """For later letters. Without the secret of My Page: the postman's key must not open records for months."""
    return {"to": handed_in.email, "language": handed_in.language}


def _unused_reference(session: Session) -> str:
    reference = new_reference()
    while is_taken(session, reference):
        reference = new_reference()
    return reference
