"""Each row as a line of the package: opened by the office's key, and with its data key for a second installation.

What does not open goes along as it is, sealed, and is told: nothing is left behind unnoticed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from admin.handover.kinds import APPLICATIONS, Kind
from admin.office import Office
from intake.opening import open_body, open_data_key, open_letter
from intake.records import fingerprint, read_record
from intake.sealing.header import NotARecord, read_header
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application
from intake.store.base import Table
from intake.store.handing_over import Values, as_values, rows_of
from intake.store.messages import Message
from intake.store.notes import Note

NUMBER = "customer_number"
"""The one fact in the letter that a customer number is sealed as."""


@dataclass
class Unopened:
    """What the office's keys don't open: references of applications, ids of messages and notes."""

    names: list[str] = field(default_factory=list)


def lines_of(session: Session, kind: Kind, office: Office, unopened: Unopened) -> Iterator[Values]:
    """Every row of a kind, in the order of its primary key."""
    for row in rows_of(session, kind.table):
        yield as_values(row, kind.columns) | _opened(row, kind, office, unopened)


def _opened(row: Table, kind: Kind, office: Office, unopened: Unopened) -> Values:
    if not kind.sealed:
        return {}
    if isinstance(row, Application):
        found, name = _application(row, office), row.reference
    elif isinstance(row, Message | Note):
        found, name = _part(row, office), f"{kind.name} {row.id}"
    else:
        raise TypeError(kind.name)
    if found["sealed"]["data_key"] is None or found.pop("number_lost", False):
        unopened.names.append(name)
    found["sealed"] |= as_values(row, kind.sealed)
    return found


def _application(row: Application, office: Office) -> Values:
    try:
        data_key = office.opened(lambda key: open_data_key(row.record, row.office_wrap, "office", key))
        body = open_body(row.record, data_key)
        record = read_record(body)
        if (read_header(row.record).application_id, record.reference) != (row.id, row.reference):
            raise CannotOpen
    except (CannotOpen, NotARecord, ValueError, TypeError, KeyError):
        return dict.fromkeys(APPLICATIONS.opened) | {"sealed": {"data_key": None}}
    number, lost = _number(row, office)
    return {
        "record": json.loads(body),
        "fingerprint": fingerprint(record),
        "keyed_customer_number": number,
        "sealed": {"data_key": data_key.hex()},
        "number_lost": lost,
    }


def _number(row: Application, office: Office) -> tuple[str | None, bool]:
    """The customer number that a clerk has keyed, and whether there is one that does not open."""
    sealed = row.customer_number
    if sealed is None:
        return None, False

    def number(key: X25519PrivateKey) -> str:
        return open_letter(sealed, str(row.id), key)[NUMBER]

    try:
        return office.opened(number), False
    except (CannotOpen, KeyError):
        return None, True


def _part(row: Message | Note, office: Office) -> Values:
    name = "words" if isinstance(row, Message) else "memo"
    try:
        data_key = office.opened(lambda key: open_data_key(row.body, row.office_wrap, "office", key, row.part))
        return {name: json.loads(open_body(row.body, data_key)), "sealed": {"data_key": data_key.hex()}}
    except (CannotOpen, NotARecord, ValueError):
        return {name: None, "sealed": {"data_key": None}}
