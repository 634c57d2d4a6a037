"""What is sealed to which key of the office, and one reader's wrap set in place of another."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import LargeBinary, func, literal, select, update
from sqlalchemy.orm import Session

from intake.store.applications import Application
from intake.store.messages import Message
from intake.store.notes import Note

PARTS = (Message, Note)
_KEY_ID_AT, _KEY_ID_LONG = 7, 8
"""Where the key id stands in a header, counted from 1; see `intake.sealing.header`."""


def sealed_first_to(session: Session, key_id: bytes) -> Sequence[UUID]:
    """Applications whose record is sealed to a key, or that have a part which was first sealed to it.

    The header of a part goes on naming that key when the part has been resealed.
    """
    found = set(session.scalars(select(Application.id).where(Application.key_id == key_id)))
    for part in PARTS:
        named = func.substr(part.body, _KEY_ID_AT, _KEY_ID_LONG, type_=LargeBinary)
        found |= set(session.scalars(select(part.application_id).where(named == literal(key_id, LargeBinary))))
    return sorted(found)


def count_by_key(session: Session) -> dict[bytes, int]:
    """How many records are sealed to each key of the office."""
    rows = session.execute(select(Application.key_id, func.count()).group_by(Application.key_id))
    return {bytes(key_id): count for key_id, count in rows}


def reseal_record(
    session: Session, seen: Application, key_id: bytes, office_wrap: bytes, customer_number: bytes | None
) -> bool:
    """Compare and set: True when the row still had the wraps that the caller saw. The record itself stays."""
    resealed = session.scalar(
        update(Application)
        .where(
            Application.id == seen.id,
            Application.key_id == seen.key_id,
            Application.office_wrap == seen.office_wrap,
            Application.customer_number.is_not_distinct_from(seen.customer_number),
        )
        .values(key_id=key_id, office_wrap=office_wrap, customer_number=customer_number)
        .returning(Application.id)
        .execution_options(synchronize_session=False)
    )
    return resealed is not None


def reseal_part(session: Session, seen: Message | Note, office_wrap: bytes) -> bool:
    """Compare and set, as for a record."""
    table = type(seen)
    resealed = session.scalar(
        update(table)
        .where(table.id == seen.id, table.office_wrap == seen.office_wrap)
        .values(office_wrap=office_wrap)
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    return resealed is not None
