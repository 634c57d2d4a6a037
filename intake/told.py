"""What a process is told by signals: to stop after what it has in hand, or to read its settings anew."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

from structlog.typing import FilteringBoundLogger

from intake.starting import REFUSALS

LOOK_AGAIN = 0.5


class Told:
    """Set by SIGTERM and Ctrl-C, or by SIGHUP; the one who works looks at it between two pieces of work.

    Plain flags: an Event's lock may be held by the very thread that the signal interrupts.
    """

    to_stop = False
    to_read = False

    def listen(self) -> None:
        """Be told by signals."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._heard)

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGHUP:
            self.to_read = True
        else:
            self.to_stop = True

    def rest(self, seconds: float) -> None:
        """Sleep, but not on when told anything."""
        until = time.monotonic() + seconds
        while not (self.to_stop or self.to_read) and (left := until - time.monotonic()) > 0:
            time.sleep(min(LOOK_AGAIN, left))

    def reread(self, read: Callable[[], None], log: FilteringBoundLogger) -> None:
        """If so told, have it read; what can't be used changes nothing, and the log says why."""
        if not self.to_read:
            return
        self.to_read = False
        try:
            read()
        except REFUSALS as problem:
            log.error("reload refused", kind=type(problem).__name__, trouble=str(problem))
        else:
            log.info("reloaded")
