"""One secret, several uses: each use gets a key of its own by HKDF-SHA256 (RFC 5869)."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(secret: bytes, use: str, length: int = 32) -> bytes:
    """A key for one use; keys of different uses tell nothing about each other or the secret."""
    return HKDF(SHA256(), length, salt=None, info=b"mizuguchi/1/" + use.encode()).derive(secret)
