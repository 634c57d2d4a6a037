"""Time as the desk knows it: an instant in UTC, shown to people as the time on the bureau's wall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

WALL = ZoneInfo("Asia/Tokyo")


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
    """The clock of a command: the machine's, moved as a rehearsal's MIZUGUCHI_CLOCK_OFFSET (seconds) says."""
    return SystemClock(timedelta(seconds=int(environ.get("MIZUGUCHI_CLOCK_OFFSET", "0"))))


def on_the_wall(instant: datetime) -> datetime:
    """The same instant in Japan Standard Time.

    A database may hand instants back without a zone; they were stored in UTC.
    """
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(WALL)


def today(clock: Clock) -> date:
    """The date on the bureau's wall calendar."""
    return on_the_wall(clock.now()).date()
