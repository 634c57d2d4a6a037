"""The demo's people and how they sign in; made up at the first start and kept."""

from __future__ import annotations

import json
import secrets
from base64 import b32encode
from dataclasses import asdict, dataclass
from pathlib import Path

from simulation.furnishing import write_privately

CONSOLE = {"hanako": "clerk", "taro": "clerk", "sachiko": "supervisor", "kansa": "auditor"}
BILLING = {"jiro": "billing_clerk", "kyoku": "billing_viewer"}


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


def make_sign_ins(path: Path) -> None:
    """Write everybody's sign-in with random passwords and TOTP secrets into a new file (0600)."""
    console = [SignIn(name, _password(), _base32(20), role) for name, role in CONSOLE.items()]
    billing = [SignIn(name, _password(), "", role) for name, role in BILLING.items()]
    text = json.dumps([asdict(person) for person in console + billing], indent=2)
    write_privately(path, text + "\n")


def read_sign_ins(path: Path) -> list[SignIn]:
    """Everybody's sign-in."""
    return [SignIn(**person) for person in json.loads(path.read_text(encoding="utf-8"))]


def _password() -> str:
    """80 random bits in four groups that can be typed from a screen."""
    letters = _base32(10).lower()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def _base32(length: int) -> str:
    return b32encode(secrets.token_bytes(length)).decode()
