"""The recovery key in three shares on paper, of which any two make it whole and one alone tells nothing.

Shamir's scheme of PyCryptodome, which splits 16 bytes at a time; what a share looks like on paper is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from admin.keys.refusal import KeyRefused
from intake.sealing.keys import key_id
from intake.sealing.mypage import ALPHABET, cleaned

NEEDED, MADE = 2, 3
HALF = 16
_KEY_ID, _CHECK = 8, 4
BYTES = _KEY_ID + 1 + 2 * HALF + _CHECK
CHARACTERS = BYTES * 8 // 5
GROUP = 4


@dataclass(frozen=True)
class Share:
    """A share: of which key (8 bytes), which one (1 to 3), and its 32 bytes."""

    of: bytes
    number: int
    content: bytes = field(repr=False)


def split(key: X25519PrivateKey) -> list[str]:
    """Three shares as they are written on paper: 18 groups of four characters, with the key id and a check sum."""
    raw, identity = key.private_bytes_raw(), key_id(key.public_key())
    first, second = (dict(Shamir.split(NEEDED, MADE, half)) for half in (raw[:HALF], raw[HALF:]))
    return [_written(Share(identity, number, first[number] + second[number])) for number in sorted(first)]


def join(typed: Sequence[str]) -> X25519PrivateKey:
    """The key from two shares. KeyRefused for a mistyped share, the same one twice, or shares of two keys."""
    shares = [read_share(each) for each in typed]
    if len({share.of for share in shares}) > 1:
        raise KeyRefused("these are shares of two different keys")
    if len({share.number for share in shares}) < NEEDED:
        raise KeyRefused(f"{NEEDED} different shares are needed; this is the same one twice")
    halves = (
        Shamir.combine([(share.number, share.content[start : start + HALF]) for share in shares[:NEEDED]])
        for start in (0, HALF)
    )
    key = X25519PrivateKey.from_private_bytes(b"".join(halves))
    if key_id(key.public_key()) != shares[0].of:
        raise KeyRefused("these shares do not make the key that they name: they are of two splittings, or changed")
    return key


def read_share(typed: str) -> Share:
    """A share as somebody types it from paper, in any case and grouping; KeyRefused when it was mistyped."""
    characters = cleaned(typed)
    if len(characters) != CHARACTERS or set(characters) - set(ALPHABET):
        raise KeyRefused(f"a share has {CHARACTERS} characters, this has {len(characters)} or other ones")
    number = 0
    for character in characters:
        number = number << 5 | ALPHABET.index(character)
    content = number.to_bytes(BYTES, "big")
    body, check = content[:-_CHECK], content[-_CHECK:]
    if _check(body) != check:
        raise KeyRefused("a character of this share was mistyped: its check sum does not fit")
    return Share(body[:_KEY_ID], body[_KEY_ID], body[_KEY_ID + 1 :])


def _written(share: Share) -> str:
    body = share.of + bytes([share.number]) + share.content
    number = int.from_bytes(body + _check(body), "big")
    characters = "".join(ALPHABET[number >> shift & 31] for shift in range(BYTES * 8 - 5, -1, -5))
    return "-".join(characters[start : start + GROUP] for start in range(0, CHARACTERS, GROUP))


def _check(body: bytes) -> bytes:
    return sha256(b"mizuguchi/share/" + body).digest()[:_CHECK]
