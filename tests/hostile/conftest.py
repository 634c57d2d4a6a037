"""Whoever attacks, and what they attack: all rooms over one database, built once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intake.town import Town
from tests.chromium import installed
from tests.console.conftest import authority, settings_files, staffed
from tests.hostile.canary import Canary, listening
from tests.hostile.corpus import Payload, payloads
from tests.hostile.house import House, build
from tests.hostile.raid import Raid, carry_out
from tests.hostile.watching import Chromium, at_hand
from tests.postal.conftest import certificates, make_postman, open_office, postman_key
from tests.scenery import PrivateKeys

__all__ = [
    "authority",
    "certificates",
    "make_postman",
    "open_office",
    "postman_key",
    "settings_files",
    "staffed",
]


@pytest.fixture(scope="session")
def canary() -> Iterator[Canary]:
    """Nobody may call it."""
    with listening() as canary:
        yield canary


@pytest.fixture(scope="session")
def corpus(canary: Canary) -> list[Payload]:
    """All payloads, with the canary's address."""
    return payloads(canary.port)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """The machine's own Chromium."""
    with at_hand(installed()) as browser:
        yield browser


@pytest.fixture(scope="session")
def houses(
    tmp_path_factory: pytest.TempPathFactory,
    staffed: Path,
    settings_files: Path,
    private_keys: PrivateKeys,
    town: Town,
) -> Iterator[Callable[[str], House]]:
    """Builds window and console over one database, in a folder of that name."""
    built: list[House] = []

    def another(name: str) -> House:
        built.append(build(tmp_path_factory.mktemp(name), staffed, settings_files, private_keys, town))
        return built[-1]

    yield another
    for each in built:
        each.store.engine.dispose()


@pytest.fixture(scope="session")
def house(houses: Callable[[str], House]) -> House:
    """The house that is attacked."""
    return houses("house")


@pytest.fixture(scope="session")
def raid(house: House, corpus: list[Payload]) -> Raid:
    """Everything has been attacked."""
    return carry_out(house, corpus)


@pytest.fixture(scope="module")
def quiet(houses: Callable[[str], House]) -> House:
    """A house for one module: some forms end accounts, and some tests let sittings end."""
    return houses("quiet")
