"""A demo's home with a real database in it, and the desk that looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from evidence.app import create_app
from evidence.settings import DeskSettings
from intake.sealing.keys import PublicKeys, read_public_keys
from intake.store.engine import Store
from intake.town import Town
from tests.desk.evaluator import Evaluator
from tests.desk.homes import furnish, settings_at
from tests.scenery import StandingClock, hand_in


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with keys, sign-ins and empty folders; the test's `store`, if it asks for one, is its database."""
    return furnish(tmp_path)


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
    return settings_at(home)


@pytest.fixture
def desk_app(settings: DeskSettings) -> Flask:
    """The desk."""
    return create_app(settings)


@pytest.fixture
def evaluator(desk_app: Flask) -> Evaluator:
    """Somebody at the desk."""
    return Evaluator(desk_app.test_client())
