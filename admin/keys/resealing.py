"""Resealing: who can open a data key, the office of before or the recovery, seals it to the office of now.

Body, header and commitment stay as they are, and so do fingerprint and the resident's wrap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.clock import Clock
from intake.opening import open_data_key, open_letter
from intake.sealing.envelope import wrap
from intake.sealing.header import LENGTH, read_header
from intake.sealing.keys import key_id
from intake.sealing.letterbox import post
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.messages import Message, messages_of
from intake.store.notes import Note, notes_about
from intake.store.resealing import reseal_part, reseal_record, sealed_first_to

RESEALED = "resealed"


@dataclass(frozen=True)
class Reader:
    """Who opens: the office's key of before, or the city's recovery key in place of a lost one."""

    name: str
    key: X25519PrivateKey = field(repr=False)


@dataclass
class Count:
    """What a round of resealing did. `numbers_lost` are customer numbers that only the lost key could open."""

    applications: int = 0
    parts: int = 0
    numbers_lost: int = 0
    closed: list[str] = field(default_factory=list)
    """References of records that the reader can't open; they stay as they are."""


def reseal(store: Store, clock: Clock, reader: Reader, old: bytes, new: X25519PublicKey) -> Count:
    """Seal what is sealed to the key id `old` to `new`: each application in one transaction with its event.

    May be cut off anywhere and begun again.
    """
    count = Count()
    with store.reading() as session:
        ids = sealed_first_to(session, old)
    for each in ids:
        with store.writing() as session:
            seen = application(session, each)
            if seen is not None:
                _reseal_one(session, clock, reader, old, new, seen, count)
    return count


def still_needed(store: Store, old: X25519PrivateKey) -> int:
    """How many records, messages and notes only this key of the office opens, among all its own."""
    identity, needed = key_id(old.public_key()), 0
    with store.reading() as session:
        for each in sealed_first_to(session, identity):
            seen = application(session, each)
            if seen is None:
                continue
            needed += seen.key_id == identity
            reader = Reader("office", old)
            needed += sum(_data_key(reader, part) is not None for part in _parts(session, each))
    return needed


def _reseal_one(
    session: Session,
    clock: Clock,
    reader: Reader,
    old: bytes,
    new: X25519PublicKey,
    seen: Application,
    count: Count,
) -> None:
    done = 0
    if seen.key_id == old:
        if not _reseal_record(session, reader, new, seen, count):
            count.closed.append(seen.reference)
            return
        count.applications += 1
        done = 1
    for part in _parts(session, seen.id):
        if read_header(part.body).key_id == old and (key := _data_key(reader, part)) is not None:
            sealed = wrap(key, new, part.body[:LENGTH], "office", part.part)
            done += reseal_part(session, part, sealed)
            count.parts += 1
    if done:
        told: dict[str, str | int] = {"key": key_id(new).hex(), "count": done, "what": reader.name}
        write_event(session, RESEALED, "housekeeper", clock.now(), seen.id, **told)


def _reseal_record(
    session: Session, reader: Reader, new: X25519PublicKey, seen: Application, count: Count
) -> bool:
    sealed = seen.office_wrap if reader.name == "office" else seen.recovery_wrap
    try:
        key = open_data_key(seen.record, sealed, reader.name, reader.key)
    except CannotOpen:
        return False
    number = _number(reader, new, seen, count)
    return reseal_record(session, seen, key_id(new), wrap(key, new, seen.record[:LENGTH], "office"), number)


def _number(reader: Reader, new: X25519PublicKey, seen: Application, count: Count) -> bytes | None:
    """The customer number, sealed to the office alone: without its key it has to be read from billing again.

    One that the older key does not open was keyed since the office has the new one.
    """
    if seen.customer_number is None:
        return None
    subject = str(seen.id)
    try:
        facts = open_letter(seen.customer_number, subject, reader.key)
    except CannotOpen:
        if reader.name == "office":
            return seen.customer_number
        facts = {"customer_number": ""}
        count.numbers_lost += 1
    return post(facts, subject, new)


def _parts(session: Session, application_id: UUID) -> Iterator[Message | Note]:
    yield from messages_of(session, application_id)
    yield from notes_about(session, application_id)


def _data_key(reader: Reader, part: Message | Note) -> bytes | None:
    """None for what this reader can't open: it is sealed to another key by now."""
    sealed = part.office_wrap if reader.name == "office" else part.recovery_wrap
    try:
        return open_data_key(part.body, sealed, reader.name, reader.key, part.part)
    except CannotOpen:
        return None
