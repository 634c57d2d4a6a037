"""Keys in a folder, a desk whose records are sealed to them, and a shell."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys, make_key_pair, read_public, read_public_keys
from intake.store.engine import Store
from intake.town import Town
from tests.keys.shell import PASSPHRASE, Shell
from tests.scenery import StandingClock, hand_in


@dataclass(frozen=True)
class Cabinet:
    """The folder of the private keys, and the one of the public keys that processes read."""

    path: Path

    @property
    def public(self) -> Path:
        return self.path / "public"

    def keys(self) -> PublicKeys:
        return read_public_keys(self.public)

    def publish(self) -> None:
        """Give the office's present public key to every process."""
        shutil.copy(self.path / "office.pub", self.public / "office.pub")

    def older(self) -> Path:
        """The only older key of the office."""
        (found,) = (self.path / "older").glob("*.key")
        return found


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    cabinet = Cabinet(tmp_path / "keys")
    cabinet.public.mkdir(parents=True)
    for name in ("office", "recovery", "postman"):
        make_key_pair(cabinet.path / f"{name}.key", cabinet.path / f"{name}.pub", PASSPHRASE)
        shutil.copy(cabinet.path / f"{name}.pub", cabinet.public)
        assert read_public(cabinet.public / f"{name}.pub")
    return cabinet


@pytest.fixture
def shell(cabinet: Cabinet, store: Store) -> Shell:
    url = store.engine.url.render_as_string(hide_password=False)
    return Shell({"MIZUGUCHI_DATABASE": url, "MIZUGUCHI_PUBLIC_KEYS": str(cabinet.public)})


@pytest.fixture
def receipt(store: Store, cabinet: Cabinet, clock: StandingClock, town: Town) -> Receipt:
    return hand_in(store, cabinet.keys(), clock, town)
