"""The header of a sealed record: in clear, but bound to everything that is sealed."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from uuid import UUID

MAGIC = b"MZGC"
VERSION = 1
X25519_SHA256_AES256GCM = 1
"""The only suite so far; the byte is there so that a post-quantum suite can follow."""

_LAYOUT = struct.Struct(">4sBB8s16sQ32s")
LENGTH = _LAYOUT.size


class NotARecord(ValueError):
    """Bytes that are not a sealed record of a version and suite known here."""


@dataclass(frozen=True)
class Header:
    """Key id (8 bytes) of the office key, application id, creation in Unix seconds, commitment to the data key."""

    key_id: bytes
    application_id: UUID
    created: int
    commitment: bytes

    def encoded(self) -> bytes:
        """The 70 bytes that stand before the ciphertext."""
        return _LAYOUT.pack(
            MAGIC,
            VERSION,
            X25519_SHA256_AES256GCM,
            self.key_id,
            self.application_id.bytes,
            self.created,
            self.commitment,
        )


def read_header(blob: bytes) -> Header:
    """The header at the start of a sealed record; NotARecord for anything else."""
    if len(blob) <= LENGTH:
        raise NotARecord
    magic, version, suite, key_id, application, created, commitment = _LAYOUT.unpack_from(blob)
    if (magic, version, suite) != (MAGIC, VERSION, X25519_SHA256_AES256GCM):
        raise NotARecord
    return Header(key_id, UUID(bytes=application), created, commitment)
