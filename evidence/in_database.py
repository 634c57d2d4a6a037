"""What stands in the database about the application that arrived last, read row by row at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, make_url, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from evidence.sealed import Sealed, read_sealed
from intake.audit import BEGINNING, Finding, verify
from intake.lifecycle import State
from intake.store.applications import Application, latest
from intake.store.base import Table
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.events import Event, events_about
from intake.store.messages import messages_of
from intake.store.outbox import Mail, mails_about
from intake.store.slips import PrintedSlip, slips_of
from intake.store.visits import Visit


@dataclass(frozen=True)
class MailRow:
    """A row of the outbox; `payload` in bytes, 0 once it was overwritten."""

    kind: str
    state: str
    payload: int


@dataclass(frozen=True)
class SlipRow:
    """A sheet of paper that was given out."""

    serial: int
    copy: int


@dataclass(frozen=True)
class EventRow:
    """A link of the audit chain, as far as people read it."""

    number: int
    at: datetime
    act: str
    actor: str


@dataclass(frozen=True)
class Arrival:
    """The application that arrived last. Sizes are in bytes; None or 0 where nothing is (any more).

    `draft` is the size of what is left of the form while it was typed, `visits` how many browsers may look;
    `messages` are questions and answers.
    """

    reference: str
    procedure: str
    state: State
    due_day: date
    received_at: datetime
    record: Sealed
    office_wrap: int
    recovery_wrap: int
    resident_wrap: int
    contact: int
    customer_number: int
    draft: int | None
    visits: int
    messages: Sequence[Sealed]
    mails: Sequence[MailRow]
    slips: Sequence[SlipRow]
    events: Sequence[EventRow]


@dataclass(frozen=True)
class InDatabase:
    """What the database holds. `there` is false when there is no database or it has no tables yet."""

    there: bool = False
    applications: int = 0
    drafts: int = 0
    chain: Finding = field(default_factory=lambda: Finding(0, BEGINNING))
    arrival: Arrival | None = None


def read_database(store: Store) -> InDatabase:
    """Everything at one moment, in one reading transaction. Never makes a database where none is."""
    if not _exists(store):
        return InDatabase()
    try:
        with store.reading() as session:
            return _read(session)
    except SQLAlchemyError:
        return InDatabase()


def _exists(store: Store) -> bool:
    url = make_url(store.engine.url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def _read(session: Session) -> InDatabase:
    last = latest(session)
    arrival = _arrival(session, last) if last else None
    heads = session.scalars(select(PrintedSlip.audit_head))
    return InDatabase(
        there=True,
        applications=_count(session, Application),
        drafts=_count(session, Draft),
        chain=verify(session, heads),
        arrival=arrival,
    )


def _count(session: Session, table: type[Table]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _arrival(session: Session, row: Application) -> Arrival:
    # A draft becomes one application only: its id is the submission key.
    draft = session.get(Draft, UUID(bytes=row.submission_key)) if len(row.submission_key) == 16 else None
    visits = select(func.count()).where(Visit.about.in_([row.id, draft.id] if draft else [row.id]))
    mails = (
        [*mails_about(session, draft.id), *mails_about(session, row.id)] if draft else mails_about(session, row.id)
    )
    return Arrival(
        reference=row.reference,
        procedure=row.procedure,
        state=row.standing,
        due_day=row.due_day,
        received_at=row.received_at,
        record=read_sealed(row.record),
        office_wrap=len(row.office_wrap),
        recovery_wrap=len(row.recovery_wrap),
        resident_wrap=len(row.resident_wrap or b""),
        contact=len(row.contact),
        customer_number=len(row.customer_number or b""),
        draft=len(draft.content) if draft else None,
        visits=session.scalar(visits) or 0,
        messages=[read_sealed(message.body) for message in messages_of(session, row.id)],
        mails=[_mail(mail) for mail in mails],
        slips=[SlipRow(slip.serial, slip.copy_number) for slip in slips_of(session, row.id)],
        events=[_event(event) for event in events_about(session, row.id)],
    )


def _mail(mail: Mail) -> MailRow:
    return MailRow(mail.kind, mail.state, len(mail.payload))


def _event(event: Event) -> EventRow:
    return EventRow(event.number, event.at, event.act, event.actor)
