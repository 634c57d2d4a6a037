"""The key that a package is sealed to: of the format age (age-encryption.org), which needs no program of ours.

`city.pub` is one line (`age1…`); `city.age` is the private half under a passphrase, as `age -p` makes it. A
file of `age-keygen` does as well.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from pyrage import DecryptError, RecipientError, passphrase, x25519

from admin.handover.trouble import HandoverTrouble
from admin.keys.files import insist_on_privacy
from intake.sealing.fingerprints import CHARACTERS, GROUP
from intake.sealing.keys import write_private

PRIVATE, PUBLIC = "city.age", "city.pub"
MARK = "AGE-SECRET-KEY-1"
LOCKED = (b"age-encryption.org/", b"-----BEGIN AGE")


def make_city_key(folder: Path, words: str) -> x25519.Recipient:
    """Make a pair where there is none; HandoverTrouble where there is one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any((folder / name).exists() for name in (PRIVATE, PUBLIC)):
        raise HandoverTrouble(f"{folder} has a key already; a key is never written over")
    identity = x25519.Identity.generate()
    write_private(folder / PRIVATE, passphrase.encrypt(f"{identity}\n".encode(), words, armored=True))
    (folder / PUBLIC).write_text(f"{identity.to_public()}\n", encoding="ascii")
    return identity.to_public()


def read_recipient(path: Path) -> x25519.Recipient:
    """The public half in a file; HandoverTrouble for anything else."""
    try:
        lines = path.read_text(encoding="ascii").split()
        return x25519.Recipient.from_str(next(line for line in lines if line.startswith("age1")))
    except (OSError, ValueError, StopIteration, RecipientError):
        raise HandoverTrouble(f"{path.name} holds no public key of the format age") from None


def read_identity(path: Path, ask: Callable[[], str]) -> x25519.Identity:
    """The private half in a file that nobody else may read; `ask` tells the passphrase where there is one."""
    insist_on_privacy(path)
    content = path.read_bytes()
    if content.startswith(LOCKED):
        content = _unlocked(path, content, ask())
    try:
        return x25519.Identity.from_str(
            next(line for line in content.decode("ascii").split() if line.startswith(MARK))
        )
    except Exception:
        raise HandoverTrouble(f"{path.name} holds no private key of the format age") from None


def fingerprint(key: x25519.Recipient) -> str:
    """The beginning of SHA-256 of the line of the public half: ten groups of four characters to read aloud."""
    return fingerprint_of(str(key))


def fingerprint_of(line: str) -> str:
    """The same of the line as it is written."""
    return grouped(sha256(line.encode()).hexdigest())


def grouped(marks: str) -> str:
    """Ten groups of four."""
    return " ".join(marks[start : start + GROUP] for start in range(0, CHARACTERS, GROUP))


def _unlocked(path: Path, content: bytes, words: str) -> bytes:
    try:
        return bytes(passphrase.decrypt(content, words))
    except DecryptError:
        raise HandoverTrouble(f"{path.name} does not open: the passphrase does not fit") from None
