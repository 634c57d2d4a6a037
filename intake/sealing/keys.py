"""X25519 keys on disk: PEM files, private ones under a passphrase."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey


class WrongKey(Exception):
    """A key file does not hold an X25519 key, or the passphrase does not fit."""


@dataclass(frozen=True)
class PublicKeys:
    """The keys that the counter seals to: the office, the city's offline recovery key, and the postman."""

    office: X25519PublicKey
    recovery: X25519PublicKey
    postman: X25519PublicKey


def key_id(key: X25519PublicKey) -> bytes:
    """The first 8 bytes of SHA-256 of the raw public key; names the key in a header."""
    return sha256(key.public_bytes_raw()).digest()[:8]


def make_key_pair(private: Path, public: Path, passphrase: str, key: X25519PrivateKey | None = None) -> None:
    """Make a pair once; an existing private key is never written over (FileExistsError).

    With `key` the files hold a key that is there already, under a new passphrase.
    """
    key = key or X25519PrivateKey.generate()
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    write_private(private, sealed)
    public.write_bytes(
        key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def write_private(path: Path, content: bytes) -> None:
    """Into a file that was not there (FileExistsError), for its owner alone from the first byte on (0600)."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def read_public(path: Path) -> X25519PublicKey:
    """The public key in a PEM file; WrongKey when it holds something else."""
    key = serialization.load_pem_public_key(path.read_bytes())
    if not isinstance(key, X25519PublicKey):
        raise WrongKey(path.name)
    return key


def read_private(path: Path, passphrase: str) -> X25519PrivateKey:
    """The private key in a PEM file; WrongKey when the passphrase does not fit. Says nothing about either."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (ValueError, TypeError) as problem:
        raise WrongKey(path.name) from problem
    if not isinstance(key, X25519PrivateKey):
        raise WrongKey(path.name)
    return key


def read_public_keys(folder: Path) -> PublicKeys:
    """`office.pub`, `recovery.pub` and `postman.pub` of a folder."""
    return PublicKeys(*(read_public(folder / f"{name}.pub") for name in ("office", "recovery", "postman")))
