"""Opening what was sealed. Import contracts allow this module to the few who hold a private key:

`admin.unseal` (office), `emails.postman` (postman), `webapp.own_copy` (the resident's own), and to the
evaluator and the rehearsal, who play those parts.
"""

from __future__ import annotations

import json
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from intake.sealing.derive import derive
from intake.sealing.envelope import NONCE, committed, wrap_info
from intake.sealing.header import LENGTH, NotARecord, read_header
from intake.sealing.hpke import SUITE
from intake.sealing.letterbox import letter_info
from intake.sealing.mypage import private_seed
from intake.sealing.padding import unpadded
from intake.sealing.refusal import CannotOpen


def open_record(record: bytes, wrap: bytes, reader: str, key: X25519PrivateKey, part: str = "") -> bytes:
    """The body of a sealed record, or of another part of an application; CannotOpen otherwise.

    Readers are "office", "recovery" and "resident".
    """
    return open_body(record, open_data_key(record, wrap, reader, key, part))


def open_body(record: bytes, data_key: bytes) -> bytes:
    """The body by its data key, as a hand-over carries it; CannotOpen when it is not the one of the header."""
    try:
        if not committed(data_key, read_header(record)):
            raise CannotOpen
        return unpadded(AESGCM(derive(data_key, "body")).decrypt(NONCE, record[LENGTH:], record[:LENGTH]))
    except (InvalidTag, ValueError) as problem:
        raise CannotOpen from problem


def open_data_key(record: bytes, wrap: bytes, reader: str, key: X25519PrivateKey, part: str = "") -> bytes:
    """The data key alone: who may open a body may seal its key to one more reader. CannotOpen otherwise."""
    try:
        header = read_header(record)
        data_key = SUITE.decrypt(wrap, key, info=wrap_info(record[:LENGTH], reader, part))
    except (InvalidTag, NotARecord, ValueError) as problem:
        raise CannotOpen from problem
    if not committed(data_key, header):
        raise CannotOpen
    return data_key


def open_letter(payload: bytes, subject: str, key: X25519PrivateKey) -> dict[str, str]:
    """The facts of a mail; CannotOpen when it was sealed to another key or about another subject."""
    try:
        facts: dict[str, Any] = json.loads(unpadded(SUITE.decrypt(payload, key, info=letter_info(subject))))
        return {name: str(value) for name, value in facts.items()}
    except (InvalidTag, ValueError, AttributeError) as problem:
        raise CannotOpen from problem


def resident_key(secret: str) -> X25519PrivateKey:
    """The resident's private key, derived from the secret of the My Page link."""
    return X25519PrivateKey.from_private_bytes(private_seed(secret))
