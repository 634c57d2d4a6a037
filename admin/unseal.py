"""Opening records: the one module that touches the office's private key.

Who opens is written down first. The event is on disk before the first byte is decrypted; where it can't be
written, nothing opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from admin.staff import Member
from intake.audit import write_event
from intake.opening import open_letter, open_record
from intake.records import Record, read_record
from intake.sealing.header import read_header
from intake.sealing.keys import read_private
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import how_often

HOUR = timedelta(hours=1)
OPENED, COMPARED = "opened", "compared"


class TooManyOpenings(Exception):
    """This account has opened as many records within an hour as it may."""


@dataclass(frozen=True)
class Office:
    """The office's key in this process, and how many records one account may open with it in an hour."""

    key: X25519PrivateKey = field(repr=False)
    openings: int

    @property
    def public(self) -> X25519PublicKey:
        """What is sealed for the office is sealed to this."""
        return self.key.public_key()


@dataclass(frozen=True)
class Unsealed:
    """What a sealed application holds. `customer_number` is empty until a clerk has keyed it."""

    record: Record
    customer_number: str


def read_office(path: Path, passphrase: str, openings: int) -> Office:
    """The office's key from its file; WrongKey when the passphrase does not fit."""
    return Office(read_private(path, passphrase), openings)


def unseal(
    store: Store, office: Office, member: Member, application: Application, reason: str, at: datetime
) -> Unsealed:
    """Write down who opens and why, then open.

    TooManyOpenings beyond the hourly limit. CannotOpen for changed bytes, another key, or a record that was
    put into another application's row.
    """
    _write_down(store, office, member, application, reason, at)
    try:
        return Unsealed(_record(office, application), _customer_number(office, application))
    except (ValueError, TypeError, KeyError) as problem:
        raise CannotOpen from problem


def unseal_others(
    store: Store, office: Office, member: Member, about: Application, others: Sequence[Application], at: datetime
) -> Iterator[tuple[Application, Record]]:
    """Write down as one event how many records are compared with an opened one, then open them one by one.

    One that can't be opened is left out: that is told to whoever opens it itself.
    """
    with store.writing() as session:
        write_event(session, COMPARED, member.actor, at, about.id, count=len(others))
    for other in others:
        try:
            record = _record(office, other)
        except (CannotOpen, ValueError, TypeError, KeyError):
            continue
        yield other, record


def _write_down(
    store: Store, office: Office, member: Member, application: Application, reason: str, at: datetime
) -> None:
    with store.writing() as session:
        if how_often(session, OPENED, member.actor, at - HOUR) >= office.openings:
            raise TooManyOpenings
        write_event(session, OPENED, member.actor, at, application.id, reason=reason)


def _record(office: Office, application: Application) -> Record:
    if read_header(application.record).application_id != application.id:
        raise CannotOpen
    record = read_record(open_record(application.record, application.office_wrap, "office", office.key))
    if record.reference != application.reference:
        raise CannotOpen
    return record


def _customer_number(office: Office, application: Application) -> str:
    if application.customer_number is None:
        return ""
    return open_letter(application.customer_number, str(application.id), office.key)["customer_number"]
