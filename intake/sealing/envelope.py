"""The sealed record: one random data key for the body, itself sealed to each reader apart."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake.sealing.derive import derive
from intake.sealing.header import LENGTH, Header
from intake.sealing.hpke import SUITE
from intake.sealing.keys import PublicKeys, key_id
from intake.sealing.padding import padded

NONCE = bytes(12)
"""A data key seals exactly one body, so its nonce never meets another."""


@dataclass(frozen=True)
class Sealed:
    """A sealed body (header, then ciphertext) and the data key sealed to each reader."""

    record: bytes
    office_wrap: bytes
    recovery_wrap: bytes
    resident_wrap: bytes


@dataclass(frozen=True)
class SealedInside:
    """A sealed body (header, then ciphertext) that only the office and its recovery can read."""

    record: bytes
    office_wrap: bytes
    recovery_wrap: bytes


def commitment(data_key: bytes) -> bytes:
    """Binds a record to one data key, so that two readers can't be shown two texts."""
    return derive(data_key, "commitment")


def wrap_info(header: bytes, reader: str, part: str = "") -> bytes:
    """What a sealed data key is bound to: this body, this reader, and this part of the application.

    The part is empty for the record itself; the header has a fixed length, so no part can pass for another.
    """
    return b"mizuguchi/wrap/" + reader.encode() + b"/" + header + part.encode()


def seal(
    body: bytes,
    application_id: UUID,
    created: datetime,
    keys: PublicKeys,
    resident: X25519PublicKey,
    part: str = "",
) -> Sealed:
    """Seal a body to office, recovery and resident. The caller has the only clear copy."""
    data_key = os.urandom(32)
    inside = _inside(data_key, body, application_id, created, keys, part)
    return Sealed(
        record=inside.record,
        office_wrap=inside.office_wrap,
        recovery_wrap=inside.recovery_wrap,
        resident_wrap=wrap(data_key, resident, inside.record[:LENGTH], "resident", part),
    )


def seal_inside(body: bytes, application_id: UUID, created: datetime, keys: PublicKeys, part: str) -> SealedInside:
    """Seal what staff write for themselves to office and recovery, and to nobody else."""
    return _inside(os.urandom(32), body, application_id, created, keys, part)


def _inside(
    data_key: bytes, body: bytes, application_id: UUID, created: datetime, keys: PublicKeys, part: str
) -> SealedInside:
    header = Header(key_id(keys.office), application_id, int(created.timestamp()), commitment(data_key)).encoded()
    ciphertext = AESGCM(derive(data_key, "body")).encrypt(NONCE, padded(body), header)
    return SealedInside(
        record=header + ciphertext,
        office_wrap=wrap(data_key, keys.office, header, "office", part),
        recovery_wrap=wrap(data_key, keys.recovery, header, "recovery", part),
    )


def wrap(data_key: bytes, key: X25519PublicKey, header: bytes, reader: str, part: str = "") -> bytes:
    """A data key sealed to one reader of the body that has this header."""
    return SUITE.encrypt(data_key, key, info=wrap_info(header, reader, part))


def committed(data_key: bytes, header: Header) -> bool:
    """Whether a data key is the one that the header names."""
    return hmac.compare_digest(commitment(data_key), header.commitment)
