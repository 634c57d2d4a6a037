"""The residents' door, with one window behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.installation.behind import Window
from tests.installation.front import Front
from tests.installation.nginx import Door


@pytest.fixture
def front(tmp_path: Path) -> Iterator[Front]:
    with ExitStack() as stack:
        yield Front(tmp_path, stack)


@pytest.fixture
def window(front: Front) -> Window:
    return front.window()


@pytest.fixture
def door(front: Front, window: Window) -> Door:
    return front.door(window.server_port)
