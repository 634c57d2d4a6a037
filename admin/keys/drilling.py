"""The recovery drill: one record is opened with the city's offline key, to know that it could be.

The record is shown to nobody. A sample lets the drill happen where the key is: it is sealed, and tells no more
than a stolen database would.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from admin.keys.refusal import KeyRefused
from intake.opening import open_record
from intake.records import Record, fingerprint, read_record
from intake.sealing.header import NotARecord, read_header
from intake.sealing.keys import write_private
from intake.sealing.refusal import CannotOpen
from intake.store.applications import by_reference, latest


@dataclass(frozen=True)
class Sample:
    """A sealed record, and its data key sealed to the recovery key."""

    application_id: UUID
    reference: str
    record: bytes = field(repr=False)
    recovery_wrap: bytes = field(repr=False)


def sample_of(session: Session, reference: str = "") -> Sample:
    """The application with a reference (ten digits), or the one that arrived last; KeyRefused without one."""
    row = by_reference(session, reference.replace("-", "")) if reference else latest(session)
    if row is None:
        raise KeyRefused("there is no such application to try the key on")
    return Sample(row.id, row.reference, row.record, row.recovery_wrap)


def write_sample(sample: Sample, path: Path) -> None:
    """Into a file that was not there (0600)."""
    content = {
        "application": str(sample.application_id),
        "reference": sample.reference,
        "record": b64encode(sample.record).decode(),
        "recovery_wrap": b64encode(sample.recovery_wrap).decode(),
    }
    write_private(path, json.dumps(content).encode())


def read_sample(path: Path) -> Sample:
    """From a file of `write_sample`; KeyRefused for anything else."""
    try:
        content = json.loads(path.read_text(encoding="ascii"))
        return Sample(
            UUID(content["application"]),
            content["reference"],
            b64decode(content["record"], validate=True),
            b64decode(content["recovery_wrap"], validate=True),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise KeyRefused(f"{path.name} is no sample") from None


def try_on(sample: Sample, key: X25519PrivateKey) -> str:
    """Open the record and forget it: the fingerprint of its content. KeyRefused when the key does not open it."""
    try:
        record = read_record(open_record(sample.record, sample.recovery_wrap, "recovery", key))
        _insist_on_its_own(sample, record)
    except (CannotOpen, NotARecord, ValueError, TypeError, KeyError):
        raise KeyRefused("the recovery key does NOT open this record") from None
    return fingerprint(record)


def _insist_on_its_own(sample: Sample, record: Record) -> None:
    if (read_header(sample.record).application_id, record.reference) != (sample.application_id, sample.reference):
        raise CannotOpen
