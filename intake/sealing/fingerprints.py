"""Fingerprints of public keys: what people read aloud to each other, and what a process was told to expect."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from intake.sealing.keys import PublicKeys, WrongKey

CHARACTERS = 40
"""160 bits in hex. The first 16 are the key id that stands in headers and events."""

GROUP = 4
_SEPARATORS = str.maketrans("", "", " -‐‑–—−\t\r\n　")


class OtherKey(WrongKey):
    """A key is not the one whose fingerprint was pinned; names it and shows its fingerprint, which is public."""


def fingerprint(key: X25519PublicKey) -> str:
    """The beginning of SHA-256 of the raw public key: ten groups of four characters of 0-9 and a-f."""
    return grouped(sha256(key.public_bytes_raw()).hexdigest())


def grouped(marks: str) -> str:
    """The beginning of a hash in hex, as people read it to each other."""
    return " ".join(marks[start : start + GROUP] for start in range(0, min(len(marks), CHARACTERS), GROUP))


def pinned(keys: PublicKeys, environ: Mapping[str, str]) -> PublicKeys:
    """The keys, if each is the one that its setting names; OtherKey otherwise.

    `MIZUGUCHI_OFFICE_FINGERPRINT`, `MIZUGUCHI_RECOVERY_FINGERPRINT`, `MIZUGUCHI_POSTMAN_FINGERPRINT`.
    """
    for name, key in vars(keys).items():
        told = environ.get(f"MIZUGUCHI_{name.upper()}_FINGERPRINT", "").strip()
        if told and plain(told) != plain(fingerprint(key)):
            raise OtherKey(f"{name}.pub has the fingerprint {fingerprint(key)}, and pinned is another")
    return keys


def unpinned(environ: Mapping[str, str]) -> list[str]:
    """The keys that no setting pins; whoever swaps the file of one of them is believed."""
    names = ("office", "recovery", "postman")
    return [name for name in names if not environ.get(f"MIZUGUCHI_{name.upper()}_FINGERPRINT", "").strip()]


def plain(typed: str) -> str:
    """A fingerprint without the freedom in which people write it."""
    return unicodedata.normalize("NFKC", typed).translate(_SEPARATORS).lower()
