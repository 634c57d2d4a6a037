"""One demo for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rehearsal.launching import Running, free_base_port, start


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One demo for the tests of a module; ended afterwards if a test has not ended it."""
    running = start(tmp_path_factory.mktemp("demo") / "home", free_base_port())
    yield running
    running.end()
