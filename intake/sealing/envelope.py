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
from intake.sealing.header import Header
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


def commitment(data_key: bytes) -> bytes:
    """Binds a record to one data key, so that two readers can't be shown two texts."""
    return derive(data_key, "commitment")


def wrap_info(header: bytes, reader: str) -> bytes:
    """What a sealed data key is bound to: this record and this reader."""
    return b"mizuguchi/wrap/" + reader.encode() + b"/" + header


def seal(
    body: bytes, application_id: UUID, created: datetime, keys: PublicKeys, resident: X25519PublicKey
) -> Sealed:
    """Seal a body to office, recovery and resident. The caller has the only clear copy."""
    data_key = os.urandom(32)
    header = Header(key_id(keys.office), application_id, int(created.timestamp()), commitment(data_key)).encoded()
    ciphertext = AESGCM(derive(data_key, "body")).encrypt(NONCE, padded(body), header)
    return Sealed(
        record=header + ciphertext,
        office_wrap=_wrap(data_key, keys.office, header, "office"),
        recovery_wrap=_wrap(data_key, keys.recovery, header, "recovery"),
        resident_wrap=_wrap(data_key, resident, header, "resident"),
    )


def _wrap(data_key: bytes, key: X25519PublicKey, header: bytes, reader: str) -> bytes:
    return SUITE.encrypt(data_key, key, info=wrap_info(header, reader))


def committed(data_key: bytes, header: Header) -> bool:
    """Whether a data key is the one that the header names."""
    return hmac.compare_digest(commitment(data_key), header.commitment)
