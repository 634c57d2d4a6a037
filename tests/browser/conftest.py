"""The whole demo, started as anybody starts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rehearsal.launching import Running, free_base_port, start


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`mizuguchi demo` in a fresh home; ends by SIGTERM and has to end cleanly."""
    running = start(tmp_path_factory.mktemp("demo") / "home", free_base_port())
    code = None
    try:
        yield running
    finally:
        code = running.end()
    assert code == 0
