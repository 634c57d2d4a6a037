"""Not too many mails to one address: nobody may use the window to flood a stranger's mailbox."""

from __future__ import annotations

import hmac
import os
from hashlib import sha256

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class TooManyMails(Exception):
    """This address, or this draft, has been sent as many mails as one person can need."""


class Pacing:
    """Counts mails by address within the last hour. Addresses are neither stored nor written anywhere.

    What is counted is an HMAC under a key that this process makes and forgets: nobody can look an address up.
    """

    def __init__(self, mails_an_hour: int) -> None:
        self._key = os.urandom(32)
        self._most = RateLimitItemPerHour(mails_an_hour)
        self._counted = MovingWindowRateLimiter(MemoryStorage())

    def count(self, address: str) -> None:
        """Count one mail; TooManyMails instead when the hour's share is used up."""
        mark = hmac.new(self._key, address.casefold().encode(), sha256).hexdigest()
        if not self._counted.hit(self._most, mark):
            raise TooManyMails
