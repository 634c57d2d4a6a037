"""The machine's clock jumps forwards and backwards while people apply: real processes, a clock of their own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.chaos.conftest import Desk, desk_at_work, server_in
from tests.chaos.counting import nothing_is_lost_or_double
from tests.chaos.crowd import Neighbour, neighbours
from tests.engines import POSTGRESQL

LAUNCHER = Path(__file__).with_name("on_another_clock.py")
RIGHT = "+0"
STEPS = ("+7200", "-3600", "+86400", "-86400", "+1", "-1", RIGHT)
"""Hours and days; a second, as a time server sets it; right again at the end. In seconds from the true time."""

GONE = 410

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


class WallClock:
    """The clock of the desk's machine."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.step(RIGHT)

    def step(self, seconds: str) -> None:
        """Set it to the true time and so many seconds."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{seconds}\n")
        new.rename(self.file)


@pytest.fixture
def wall(tmp_path: Path) -> WallClock:
    return WallClock(tmp_path / "clock")


@pytest.fixture
def desk(engine: str, wall: WallClock, tmp_path: Path) -> Iterator[Desk]:
    through = (sys.executable, str(LAUNCHER), str(wall.file))
    with ExitStack() as stack:
        cluster = stack.enter_context(server_in(None)) if engine == POSTGRESQL else None
        yield stack.enter_context(desk_at_work(tmp_path, cluster, through=through))


def submitted(resident: Neighbour) -> str:
    """Go on where they were; who is told that it is too late begins anew, as people do."""
    resident.patience = 5
    try:
        return resident.submit()
    except HTTPError as late:
        if late.code != GONE:
            raise
        return resident.apply()


@pytest.mark.both_engines
def test_a_clock_that_jumps_loses_no_application_and_makes_none_twice(desk: Desk, wall: WallClock) -> None:
    people = iter(neighbours(desk.demo, desk.letterbox, 2 * len(STEPS)))
    receipts = []
    for seconds, resident, newcomer in zip(STEPS, people, people, strict=True):
        resident.fill_in()
        wall.step(seconds)
        receipts += [submitted(resident), newcomer.apply()]
    nothing_is_lost_or_double(desk, receipts)
