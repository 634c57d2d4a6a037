"""The mailed link: an itsdangerous timed signature over a random secret of 128 bits."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, TimestampSigner
from itsdangerous.encoding import base64_decode, base64_encode

from intake.clock import Clock

SALT = "mizuguchi/continue/1"
SECRET_BYTES = 16
LONGEST = 400
CLOCKS_DIFFER = timedelta(hours=1)
"""A link that was made later than now is one of another window, or of a clock that was set back since."""
_BETWEEN = b"."


class ForgedLink(Exception):
    """Not a link that this window has signed, or only a part of one."""


class ExpiredLink(Exception):
    """Signed here, but too long ago."""


class ReplacedLink(Exception):
    """Signed here, not long ago, but no draft has this secret: a newer mail replaced it, or the draft is gone."""


@dataclass(frozen=True)
class Links:
    """Signs and reads links. `hours` is how long a link lives.

    A token is the secret, a dot, and the name of the procedure: signed, not secret. Tokens of earlier versions
    have the secret only and are read too.
    """

    key: str
    clock: Clock
    hours: int

    def sign(self, secret: bytes, procedure: str) -> str:
        """The token that is mailed; it stands in the fragment of the URL, which no server and no log sees."""
        return self._signer().sign(base64_encode(secret) + _BETWEEN + procedure.encode()).decode()

    def read(self, typed: str) -> bytes:
        """The secret in a token or in a whole pasted link; ForgedLink or ExpiredLink otherwise."""
        try:
            signed, made_at = self._signer().unsign(_token(typed), return_timestamp=True)
        except BadSignature as bad:
            raise ForgedLink from bad
        if not -CLOCKS_DIFFER <= self.clock.now() - made_at <= timedelta(hours=self.hours):
            raise ExpiredLink
        return base64_decode(signed.partition(_BETWEEN)[0])

    def procedure(self, typed: str) -> str:
        """The procedure that a link of ours is about, however old; empty where the link does not say."""
        try:
            signed = self._signer().unsign(_token(typed))
        except BadSignature:
            return ""
        return signed.partition(_BETWEEN)[2].decode()

    def _signer(self) -> TimestampSigner:
        return _ClockSigner(self.key, self.clock)


def _token(typed: str) -> str:
    return "".join(typed[: LONGEST * 2].rpartition("#")[2].split())[:LONGEST]


class _ClockSigner(TimestampSigner):
    """A signer that lives by the house's clock instead of the machine's."""

    def __init__(self, key: str, clock: Clock) -> None:
        super().__init__(key, salt=SALT)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock.now().timestamp())

    def timestamp_to_datetime(self, ts: int) -> datetime:
        return datetime.fromtimestamp(ts, tz=UTC)


def new_link_secret() -> bytes:
    """128 random bits."""
    return os.urandom(SECRET_BYTES)
