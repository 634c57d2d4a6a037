"""Key files: `office.key` and `office.pub` in a folder of their own, older ones in `older/` beside them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from admin.keys.refusal import KeyRefused
from intake.sealing.keys import WrongKey, key_id, make_key_pair, read_private, read_public
from intake.store.clearing_away import write_over

KINDS = ("office", "recovery", "postman")
OLDER = "older"
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def create(folder: Path, kind: str, passphrase: str, key: X25519PrivateKey | None = None) -> X25519PublicKey:
    """Make a pair where there is none, of a new key or of `key`: the private file 0600, encrypted.

    KeyRefused when there is one already.
    """
    private, public = folder / f"{kind}.key", folder / f"{kind}.pub"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (private, public):
        if path.exists():
            raise KeyRefused(f"{path} is there already; a key is never written over")
    make_key_pair(private, public, passphrase, key)
    return read_public(public)


def open_private(path: Path, passphrase: str) -> X25519PrivateKey:
    """The private key in a file. KeyRefused for a file that others may read, or a passphrase that does not fit."""
    insist_on_privacy(path)
    try:
        return read_private(path, passphrase)
    except WrongKey:
        raise KeyRefused(f"{path.name} does not open: the passphrase does not fit, or it is no key") from None


def insist_on_privacy(path: Path) -> None:
    """KeyRefused when the file is not there, or somebody else than its owner may touch it."""
    if not path.is_file():
        raise KeyRefused(f"{path} is not there")
    if path.stat().st_mode & FOR_OTHERS:
        raise KeyRefused(f"{path} can be read by others: chmod 600")


def open_public(path: Path) -> X25519PublicKey:
    """The public key in a file; KeyRefused for anything else."""
    try:
        return read_public(path)
    except (WrongKey, ValueError, OSError):
        raise KeyRefused(f"{path} holds no public key") from None


def rotate(folder: Path, passphrase: str) -> tuple[X25519PublicKey, X25519PublicKey]:
    """Make the office a new key; the one before goes to `older/office-KEYID`. The old and the new one.

    Cut off at any moment it leaves a folder with which the console starts, or that the next call finishes.
    """
    private, public, new = folder / "office.key", folder / "office.pub", folder / "new"
    insist_on_privacy(private)
    old = open_public(public)
    kept = folder / OLDER / f"office-{key_id(old).hex()}.key"
    kept.parent.mkdir(mode=0o700, exist_ok=True)
    if not kept.exists():
        kept.with_suffix(".pub").write_bytes(public.read_bytes())
        os.link(private, kept)
    for leftover in new.glob("office.*"):
        leftover.unlink()
    made = create(new, "office", passphrase)
    os.replace(new / "office.key", private)
    os.replace(new / "office.pub", public)
    new.rmdir()
    sync(folder)
    return old, made


def destroy(path: Path) -> None:
    """Write over a file and take it away, its name too. A flash disk may keep old blocks; those of a private key
    are still encrypted."""
    write_over(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
