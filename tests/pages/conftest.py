"""The window with a real database, CSRF on, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.pages.resident import Resident
from tests.scenery import PrivateKeys, StandingClock
from webapp.app import create_app
from webapp.settings import WindowSettings


@pytest.fixture
def window_app(tmp_path: Path, store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Flask:
    """The application over the test's database."""
    settings = WindowSettings(
        database=str(store.engine.url),
        base_url="https://localhost",
        cookie_secret="cookie-secret-of-a-test",
        link_secret="link-secret-of-a-test",
        keys=public_keys,
        town=town,
        clock_offset=timedelta(0),
        posts_a_minute=town.posts_a_minute,
        mails_an_hour=town.mails_an_hour,
    )
    return create_app(settings, clock)


@pytest.fixture
def another_resident(window_app: Flask, store: Store, private_keys: PrivateKeys) -> Callable[[], Resident]:
    """Makes a browser that nobody has used yet."""
    return lambda: Resident(window_app.test_client(), store, private_keys.postman)


@pytest.fixture
def resident(another_resident: Callable[[], Resident]) -> Resident:
    """A browser that nobody has used yet."""
    return another_resident()
