"""The demo's people, with the one-time code that is good at this very second."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyotp


@dataclass(frozen=True)
class SignIn:
    """A demo sign-in. `code` is empty for who needs none; otherwise good for `seconds` more."""

    username: str
    role: str
    password: str
    code: str
    seconds: int


def sign_ins(home: Path, at: datetime | None = None) -> Sequence[SignIn]:
    """Everybody in the home's `accounts.json`; nobody when it is missing or not readable.

    `at` is the machine's real time, never the rehearsal's: authenticator apps know only that.
    """
    try:
        people = json.loads((home / "accounts.json").read_text(encoding="utf-8"))
        return [_sign_in(person, at or datetime.now(UTC)) for person in people]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def terminal_password(home: Path) -> str:
    """The password of the terminal's certificate file; empty where there is none."""
    try:
        return (home / "tls" / "terminal.p12.password").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def _sign_in(person: dict[str, str], at: datetime) -> SignIn:
    secret = person["totp_secret"]
    return SignIn(
        username=person["username"],
        role=person["role"],
        password=person["password"],
        code=pyotp.TOTP(secret).at(at) if secret else "",
        seconds=30 - int(at.timestamp()) % 30 if secret else 0,
    )
