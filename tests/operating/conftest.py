"""One desk with all its processes for the tests of this folder, and a furnished home in which nothing runs."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import suppress

import pytest

from intake.town import SHIPPED
from tests.operating.premises import ROOMS, Premises


@pytest.fixture(scope="session")
def premises(tmp_path_factory: pytest.TempPathFactory) -> Premises:
    """For starts that are refused."""
    return Premises.furnished(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Premises]:
    """All at work, with a town of their own, started by somebody who would get core files."""
    folder = tmp_path_factory.mktemp("desk")
    town = folder / "town.toml"
    town.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    made = Premises.furnished(folder / "home", town)
    before = resource.getrlimit(resource.RLIMIT_CORE)
    with suppress(ValueError, OSError):  # who may not raise it has none to lower
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        for room in (*ROOMS, "mailbox"):
            made.start(room)
        made.until_said("postman", "started")
        made.until_said("housekeeper", "purged")
        yield made
    finally:
        made.close()
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, before)
