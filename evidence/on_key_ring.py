"""The keys of the drawing: which key files lie in the demo's home, and which key each of them is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.sealing.keys import WrongKey, key_id, read_public

OWNERS = ("office", "recovery", "postman")


@dataclass(frozen=True)
class KeyOnDisk:
    """A key pair: its id (hex; empty when the public half is missing) and where its private half is.

    `private` is the size of the private file in bytes, 0 when it isn't on this machine. `under_passphrase` says
    whether that file is encrypted.
    """

    id: str = ""
    private: int = 0
    under_passphrase: bool = False


def read_key_ring(folder: Path) -> Mapping[str, KeyOnDisk]:
    """The pairs of office, recovery and postman. No private key is opened for it."""
    return {owner: KeyOnDisk(_id(folder / f"{owner}.pub"), *_private(folder / f"{owner}.key")) for owner in OWNERS}


def _id(file: Path) -> str:
    try:
        return key_id(read_public(file)).hex()
    except (OSError, ValueError, WrongKey):
        return ""


def _private(file: Path) -> tuple[int, bool]:
    try:
        content = file.read_bytes()
    except OSError:
        return 0, False
    return len(content), b"BEGIN ENCRYPTED PRIVATE KEY" in content
