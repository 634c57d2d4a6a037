"""A demo's home with a real database in it, and the desk that looks at it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from evidence.app import create_app
from evidence.settings import DOORS, DeskSettings
from intake.sealing.keys import PublicKeys, make_key_pair, read_public_keys
from intake.store.engine import Store
from intake.town import Town
from tests.desk.evaluator import Evaluator
from tests.scenery import StandingClock, hand_in

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with keys, sign-ins and empty folders; the test's `store`, if it asks for one, is its database."""
    for name in ("keys", "mail", "logs", "tls"):
        (tmp_path / name).mkdir()
    for owner in ("office", "recovery", "postman"):
        make_key_pair(tmp_path / "keys" / f"{owner}.key", tmp_path / "keys" / f"{owner}.pub", "a passphrase")
    people = [
        {"username": "hanako", "password": "abcd-efgh", "totp_secret": TOTP_SECRET, "role": "clerk"},
        {"username": "jiro", "password": "ijkl-mnop", "totp_secret": "", "role": "billing_clerk"},
    ]
    (tmp_path / "accounts.json").write_text(json.dumps(people), encoding="utf-8")
    return tmp_path


@pytest.fixture
def office_keys(home: Path) -> PublicKeys:
    """The public halves of the home's keys."""
    return read_public_keys(home / "keys")


@pytest.fixture
def reference(store: Store, office_keys: PublicKeys, clock: StandingClock, town: Town) -> str:
    """An application that has just been received; its reference."""
    return hand_in(store, office_keys, clock, town).application.reference


@pytest.fixture
def settings(home: Path) -> DeskSettings:
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


@pytest.fixture
def desk_app(settings: DeskSettings) -> Flask:
    """The desk."""
    return create_app(settings)


@pytest.fixture
def evaluator(desk_app: Flask) -> Evaluator:
    """Somebody at the desk."""
    return Evaluator(desk_app.test_client())
