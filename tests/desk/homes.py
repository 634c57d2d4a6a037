"""A demo's home, and what a desk at it is told."""

from __future__ import annotations

import json
from pathlib import Path

from evidence.settings import DOORS, DeskSettings
from intake.sealing.keys import make_key_pair

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def furnish(home: Path) -> Path:
    """Keys, sign-ins and empty folders; a database comes from elsewhere."""
    for name in ("keys", "mail", "logs", "tls"):
        (home / name).mkdir(parents=True)
    for owner in ("office", "recovery", "postman"):
        make_key_pair(home / "keys" / f"{owner}.key", home / "keys" / f"{owner}.pub", "a passphrase")
    people = [
        {"username": "hanako", "password": "abcd-efgh", "totp_secret": TOTP_SECRET, "role": "clerk"},
        {"username": "jiro", "password": "ijkl-mnop", "totp_secret": "", "role": "billing_clerk"},
    ]
    (home / "accounts.json").write_text(json.dumps(people), encoding="utf-8")
    return home


def settings_at(home: Path) -> DeskSettings:
    """Settings of a desk at the home."""
    return DeskSettings(
        host="127.0.0.1",
        port=8445,
        certificate=home / "tls" / "desk.pem",
        private_key=home / "tls" / "desk.key",
        home=home,
        links={door: f"https://localhost:{port}" for port, door in enumerate(DOORS, 8443)},
        database=f"sqlite:///{home}/desk.sqlite",
    )
