"""Not too many mails to one address: nobody may use the window to flood a stranger's mailbox."""

from __future__ import annotations

import time

from limits import RateLimitItemPerHour
from limits.errors import StorageError
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from intake.log import logger
from webapp.limits import Counting

LOOK_AGAIN = 5.0
"""Seconds without asking a Redis that did not answer."""


class TooManyMails(Exception):
    """This address, or this draft, has been sent as many mails as one person can need."""


class Pacing:
    """Counts mails by address within the last hour. Addresses are neither stored nor written anywhere."""

    def __init__(self, mails_an_hour: int, counting: Counting) -> None:
        self._counting = counting
        self._most = RateLimitItemPerHour(mails_an_hour)
        self._shared = MovingWindowRateLimiter(counting.storage())
        self._own = MovingWindowRateLimiter(MemoryStorage())
        self._alone_until = 0.0

    def count(self, address: str) -> None:
        """Count one mail; TooManyMails instead when the hour's share is used up."""
        mark = self._counting.mark(address.casefold(), "mail")
        if not self._hit(mark):
            raise TooManyMails

    def _hit(self, mark: str) -> bool:
        if time.monotonic() < self._alone_until:
            return self._own.hit(self._most, mark)
        try:
            return self._shared.hit(self._most, mark)
        except StorageError as trouble:
            self._alone_until = time.monotonic() + LOOK_AGAIN
            logger("window").warning("counting alone", trouble=type(trouble.storage_error).__name__)
            return self._own.hit(self._most, mark)
