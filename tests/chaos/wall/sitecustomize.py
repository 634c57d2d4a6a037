"""The wall clock of a process as a file sets it; Python runs this first where PYTHONPATH leads here.

Moved are the house's clock and `time.time`, by which sessions live. Pauses and deadlines (the monotonic clock) are
real: an operator's hand or a time server moves the wall clock only.
"""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from intake.clock import SystemClock

FILE = Path(os.environ["WALL_CLOCK"])
true_time, true_now = time.time, SystemClock.now


def moved() -> int:
    """By how many seconds."""
    return int(FILE.read_text())


def time_on_the_wall() -> float:
    """Seconds since 1970."""
    return true_time() + moved()


def now_on_the_wall(clock: SystemClock) -> datetime:
    """What the house's clock shows."""
    return true_now(clock) + timedelta(seconds=moved())


time.time = time_on_the_wall
SystemClock.now = now_on_the_wall  # type: ignore[method-assign, assignment]  # this is what it is for
