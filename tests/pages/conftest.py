"""The window with a real database, CSRF on, and a clock that stands still."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.tour import Walk, walked
from tests.scenery import MONDAY_NOON, PrivateKeys, StandingClock, window_settings
from webapp.app import create_app


@pytest.fixture
def window_app(tmp_path: Path, store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Flask:
    """The application over the test's database."""
    return create_app(window_settings(store, public_keys, town), clock)


@pytest.fixture
def another_resident(window_app: Flask, store: Store, private_keys: PrivateKeys) -> Callable[[], Resident]:
    """Makes a browser that nobody has used yet."""
    return lambda: Resident(window_app.test_client(), store, private_keys.postman)


@pytest.fixture
def resident(another_resident: Callable[[], Resident]) -> Resident:
    """A browser that nobody has used yet."""
    return another_resident()


@pytest.fixture(scope="session")
def walk(
    tmp_path_factory: pytest.TempPathFactory, migrated: Path, private_keys: PrivateKeys, town: Town
) -> Callable[[str], Walk]:
    """A tour of the window in a language; it is made once, and many tests look at what it came past."""

    @cache
    def walk_in(language: str) -> Walk:
        database = tmp_path_factory.mktemp("walk") / "desk.sqlite"
        shutil.copy(migrated, database)
        store, clock = Store(f"sqlite:///{database}"), StandingClock(MONDAY_NOON)
        app = create_app(window_settings(store, private_keys.public(), town), clock)
        resident = Resident(app.test_client(), store, private_keys.postman)
        made = walked(app, resident, store, clock, language)
        store.engine.dispose()
        return made

    return walk_in
