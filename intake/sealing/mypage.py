"""The secret of a My Page link: 130 bits, written in groups that can be pasted or read out."""

from __future__ import annotations

import secrets
import unicodedata

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from intake.sealing.derive import derive

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O, U."""

CHARACTERS = 26
GROUPS = (5, 5, 5, 5, 6)
_READ_AS = str.maketrans("ILOilo", "110110", " -‐‑–—−ー\t\r\n　")


class NotASecret(ValueError):
    """A text that can't be the secret of a My Page link."""


def new_secret() -> str:
    """26 random characters of 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))


def grouped(secret: str) -> str:
    """Four groups of five and one of six characters, joined by hyphens, for mail, paper and people."""
    groups, rest = [], secret
    for length in GROUPS:
        groups.append(rest[:length])
        rest = rest[length:]
    return "-".join(groups)


def read_secret(typed: str) -> str:
    """The secret that somebody typed or pasted, in any case and grouping; NotASecret otherwise."""
    secret = cleaned(typed)
    if len(secret) != CHARACTERS or set(secret) - set(ALPHABET):
        raise NotASecret
    return secret


def cleaned(typed: str) -> str:
    """What was typed in this alphabet, without groups, in capitals, and with the letters that it does not have."""
    return unicodedata.normalize("NFKC", typed[:200]).translate(_READ_AS).upper()


def lookup_value(secret: str) -> bytes:
    """What the database keeps to find the application of a link."""
    return derive(secret.encode(), "mypage/lookup")


def private_seed(secret: str) -> bytes:
    """The 32 bytes of the resident's X25519 private key."""
    return derive(secret.encode(), "mypage/key")


def resident_public_key(secret: str) -> X25519PublicKey:
    """The public key to which the resident's copy is sealed."""
    return X25519PrivateKey.from_private_bytes(private_seed(secret)).public_key()
