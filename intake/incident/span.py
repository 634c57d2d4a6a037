"""A span of time, and the days by which a report has to be made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.clock import on_the_wall


@dataclass(frozen=True)
class Span:
    """From an instant to another, both within."""

    begin: datetime
    end: datetime

    def __contains__(self, instant: datetime) -> bool:
        return self.begin <= instant <= self.end


@dataclass(frozen=True)
class Deadlines:
    """Days of the report to the Personal Information Protection Commission, by its guidelines.

    The day of knowing is the first: the preliminary report is due at about the third to the fifth day, the final
    one on the thirtieth, or on the sixtieth where somebody may have had malicious intent.
    """

    known: date
    preliminary_from: date
    preliminary_until: date
    final: date


def deadlines(known_at: datetime, *, malicious: bool) -> Deadlines:
    """Counted on the bureau's wall calendar; a last day on which offices are closed is not moved."""
    known = on_the_wall(known_at).date()
    return Deadlines(known, _nth(known, 3), _nth(known, 5), _nth(known, 60 if malicious else 30))


def _nth(first: date, number: int) -> date:
    return first + timedelta(days=number - 1)
