"""Locking with a secret that only a browser or a mail holds: drafts, and what a browser session needs."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake.sealing.derive import derive

_NONCE = 12


class WrongSecret(Exception):
    """The secret does not open this, or somebody changed it."""


def lock(secret: bytes, body: bytes, use: str) -> bytes:
    """Random nonce and ciphertext; opens with the same secret for the same use only."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(derive(secret, "lock/" + use)).encrypt(nonce, body, use.encode())


def unlock(secret: bytes, locked: bytes, use: str) -> bytes:
    """The body; WrongSecret in any other case."""
    try:
        return AESGCM(derive(secret, "lock/" + use)).decrypt(locked[:_NONCE], locked[_NONCE:], use.encode())
    except (InvalidTag, ValueError) as problem:
        raise WrongSecret from problem


def lookup(secret: bytes, use: str) -> bytes:
    """What is stored to find a thing by its secret again; the secret can't be computed from it."""
    return derive(secret, "lookup/" + use)
