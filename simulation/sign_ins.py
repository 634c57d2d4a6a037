"""The demo's people and how they sign in; made up at the first start and kept."""

from __future__ import annotations

import json
import secrets
from base64 import b32encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from simulation.furnishing import write_privately

CONSOLE = {"hanako": "clerk", "taro": "clerk", "sachiko": "supervisor", "kansa": "auditor"}
BILLING = {"jiro": "billing_clerk", "saburo": "billing_clerk", "kyoku": "billing_viewer"}
"""At both places one clerk types and another compares."""


@dataclass(frozen=True)
class SignIn:
    """One person of the demo. `totp_secret` is base32, and empty for people of the billing stand-in."""

    username: str
    password: str
    totp_secret: str
    role: str

    @property
    def of_console(self) -> bool:
        """Whether this person signs in at the console; the others belong to the billing stand-in."""
        return self.username in CONSOLE


def keep_sign_ins(path: Path) -> list[SignIn]:
    """Everybody's sign-in from a file (0600); who is not in it yet gets a random password and TOTP secret."""
    known = {person.username: person for person in _read(path)} if path.exists() else {}
    people = [known.get(name) or _made_up(name, role) for name, role in (CONSOLE | BILLING).items()]
    if people != list(known.values()):
        _write(path, people)
    return people


def _read(path: Path) -> list[SignIn]:
    return [SignIn(**person) for person in json.loads(path.read_text(encoding="utf-8"))]


def _write(path: Path, people: Iterable[SignIn]) -> None:
    """All of it or nothing, whenever we are cut off."""
    scratch = path.with_name(f"{path.name}.new")
    write_privately(scratch, json.dumps([asdict(person) for person in people], indent=2) + "\n")
    scratch.replace(path)


def _made_up(name: str, role: str) -> SignIn:
    return SignIn(name, _password(), _base32(20) if name in CONSOLE else "", role)


def _password() -> str:
    """80 random bits in four groups that can be typed from a screen."""
    letters = _base32(10).lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _base32(length: int) -> str:
    return b32encode(secrets.token_bytes(length)).decode()
