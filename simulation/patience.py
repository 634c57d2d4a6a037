"""How long to wait before a process that ended is started again, and when to give up."""

from __future__ import annotations

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
TOO_MANY = 10


class GivesUp(Exception):
    """A process has ended too often to be started again."""


class Patience:
    """Counts the deaths of one process in a row, without a sign of life between them.

    Who answered and was ended then, as by `kill -9`, has nothing wrong with it and is never given up.
    """

    def __init__(self) -> None:
        self._deaths = 0

    def sign_of_life(self) -> None:
        """It works: what was before is forgotten."""
        self._deaths = 0

    def pause_after_death(self) -> float:
        """Seconds until the next start, doubled with each death; GivesUp at the tenth in a row."""
        self._deaths += 1
        if self._deaths >= TOO_MANY:
            raise GivesUp
        return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (self._deaths - 1))
