"""The record of one application: what is sealed, in a form that is the same everywhere."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from intake.sealing.mypage import ALPHABET


@dataclass(frozen=True)
class Record:
    """What a resident handed in. `answers` maps field names of the procedure to text in stored form.

    `received_at` is ISO 8601 in UTC; `form` is the version of the procedure's declaration; the nonce makes
    the fingerprint of two equal applications differ and keeps it from being guessed. `replaces` is the reference
    of the application in whose place this one was made, or empty.
    """

    procedure: str
    form: int
    reference: str
    language: str
    email: str
    received_at: str
    answers: Mapping[str, str]
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    replaces: str = ""


def canonical(record: Record) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces. Text stays as it was typed: no normal form is applied.

    A record that replaces nothing does not say so: it has the same bytes as before there was such a thing.
    """
    content = asdict(record) | {"answers": dict(record.answers)}
    if not record.replaces:
        del content["replaces"]
    return json.dumps(
        content,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def read_record(body: bytes) -> Record:
    """The record in a canonical body."""
    return Record(**json.loads(body))


def fingerprint(record: Record) -> str:
    """Eight characters (40 bits) of SHA-256 of the canonical body, shown on My Page and on paper."""
    number = int.from_bytes(sha256(canonical(record)).digest()[:5], "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
