"""The office's private keys in the console's process: the present one, and those of before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from intake.private_files import only_ours
from intake.sealing.keys import WrongKey, read_private
from intake.sealing.refusal import CannotOpen

Opened = TypeVar("Opened")


@dataclass(frozen=True)
class Office:
    """The office's key in this process, and how many records one account may open with it in an hour.

    `older` are the keys that were the office's before: what was sealed to them opens until it is erased.
    """

    key: X25519PrivateKey = field(repr=False)
    openings: int
    older: tuple[X25519PrivateKey, ...] = field(default=(), repr=False)

    @property
    def public(self) -> X25519PublicKey:
        """What is sealed for the office is sealed to this."""
        return self.key.public_key()

    def opened(self, by: Callable[[X25519PrivateKey], Opened]) -> Opened:
        """What opens by one of the keys, the present one first; CannotOpen when none fits.

        A header names the key that a body was first sealed to, and stays so when it is resealed: so all are tried.
        """
        for key in (self.key, *self.older):
            try:
                return by(key)
            except CannotOpen:
                continue
        raise CannotOpen


def read_office(
    path: Path, passphrase: str, openings: int, public: X25519PublicKey, older: Path | None = None
) -> Office:
    """The office's key from its file; WrongKey when the passphrase or the public half does not fit.

    A console that seals to another office than it opens for would write what it can't read. `older` is a folder
    with keys of before, each `NAME.key` with `NAME.passphrase` beside it; the present one may lie there too.
    """
    key = read_private(path, passphrase)
    if key.public_key() != public:
        raise WrongKey(f"{path.name} is not the private half of office.pub")
    found = [_read_older(file) for file in (sorted(older.glob("*.key")) if older else [])]
    return Office(key, openings, tuple(each for each in found if each.public_key() != public))


def _read_older(path: Path) -> X25519PrivateKey:
    passphrase = only_ours(path.with_suffix(".passphrase")).read_text(encoding="ascii").strip()
    return read_private(only_ours(path), passphrase)
