"""The window of a town, with a real database and a resident who applies for anything."""

from __future__ import annotations

import pytest
from flask import Flask

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.scenery import PrivateKeys, StandingClock, window_settings
from tests.towns.applicant import Applicant
from webapp.app import create_app


@pytest.fixture
def window_app(store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Flask:
    """The window of the town that the test is about."""
    return create_app(window_settings(store, public_keys, town), clock)


@pytest.fixture
def applicant(
    window_app: Flask, store: Store, private_keys: PrivateKeys, town: Town, clock: StandingClock
) -> Applicant:
    """Somebody of that town, in a browser that nobody has used yet."""
    return Applicant(window_app.test_client(), store, private_keys.postman, town, clock)
