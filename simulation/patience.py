"""How long to wait before a process that ended is started again, and when to give up."""

from __future__ import annotations

from collections import deque

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
MINUTE = 60.0
TOO_MANY = 10


class GivesUp(Exception):
    """A process has ended too often to be started again."""


class Patience:
    """Counts the deaths of one process within the last minute; instants are seconds of a monotonic clock."""

    def __init__(self) -> None:
        self._deaths: deque[float] = deque()

    def pause_after_death(self, now: float) -> float:
        """Seconds until the next start, doubled with each death; GivesUp at the tenth within a minute."""
        self._deaths.append(now)
        while self._deaths[0] <= now - MINUTE:
            self._deaths.popleft()
        if len(self._deaths) >= TOO_MANY:
            raise GivesUp
        return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (len(self._deaths) - 1))
