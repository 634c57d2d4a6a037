"""Time as the desk knows it: an instant in UTC, shown to people as the time on the bureau's wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from intake.refusals import StartRefused
from intake.weak_secrets import REHEARSAL

OFFSET = "MIZUGUCHI_CLOCK_OFFSET"
WALL = ZoneInfo("Asia/Tokyo")


class ClockMoved(StartRefused):
    """The clock is told to be another one than the machine's, and this is no rehearsal."""


class Clock(Protocol):
    """Tells the present instant as an aware datetime in UTC."""

    def now(self) -> datetime:
        """The present instant, in UTC."""


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock, moved by an offset so that a rehearsal can live on another day."""

    offset: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        """The present instant plus the offset."""
        return datetime.now(UTC) + self.offset


def clock_of(environ: Mapping[str, str]) -> SystemClock:
    """The machine's clock, moved as a rehearsal's MIZUGUCHI_CLOCK_OFFSET (seconds) says.

    ClockMoved for any other offset than 0 outside of a rehearsal: the first round would erase what is not due.
    """
    told = environ.get(OFFSET, "").strip() or "0"
    try:
        offset = timedelta(seconds=int(told))
    except (ValueError, OverflowError):
        raise ClockMoved(f"{OFFSET} has to be a whole number of seconds") from None
    if offset and environ.get(REHEARSAL) != "1":
        raise ClockMoved(f"{OFFSET} is set, and only a rehearsal may live on another day: take it out")
    return SystemClock(offset)


def on_the_wall(instant: datetime) -> datetime:
    """The same instant in Japan Standard Time.

    A database may hand instants back without a zone; they were stored in UTC.
    """
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(WALL)


def today(clock: Clock) -> date:
    """The date on the bureau's wall calendar."""
    return on_the_wall(clock.now()).date()
