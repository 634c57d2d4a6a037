"""What is counted of an application, without anything that leads back to it. Pure rules, no storage.

Everything is counted in the month in which an application was received, also how it ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from intake.clock import on_the_wall
from intake.lifecycle import FINAL, State

SMALLEST = 3
"""Counts below this are not told outside: one or two people are nearly a name."""

LONGEST_LEAD = 60
HOURS_EXACT = 48
HOUR = timedelta(hours=1)


class Figure(StrEnum):
    """What a cell counts; its value is the language, the weekday, the hours … and empty for `received`.

    `lead` is in days from receipt to the due day (0 for past days, 60 and more together), `took` in hours from
    receipt to completion, rounded up, beyond two days in whole days.
    """

    RECEIVED = "received"
    LANGUAGE = "language"
    CONTACT = "contact"
    LEAD = "lead"
    WEEKDAY = "weekday"
    HOUR = "hour"
    ENDED = "ended"
    TOOK = "took"


@dataclass(frozen=True, order=True)
class Cell:
    """One number's place: the month of receipt as 2026-11, the procedure, what is counted, and its value."""

    month: str
    procedure: str
    figure: str
    value: str = ""


@dataclass(frozen=True)
class Counted:
    """The clear columns of an application that figures are made from."""

    procedure: str
    language: str
    contact_method: str
    state: str
    due_day: date
    received_at: datetime
    finished_at: datetime | None


def cells_of(one: Counted) -> Iterator[Cell]:
    """Every cell that an application adds one to."""
    received = on_the_wall(one.received_at)
    for figure, value in _values(one, received):
        yield Cell(f"{received:%Y-%m}", one.procedure, figure, value)


def _values(one: Counted, received: datetime) -> Iterator[tuple[Figure, str]]:
    yield Figure.RECEIVED, ""
    yield Figure.LANGUAGE, one.language
    yield Figure.CONTACT, one.contact_method
    yield Figure.LEAD, str(min(max((one.due_day - received.date()).days, 0), LONGEST_LEAD))
    yield Figure.WEEKDAY, str(received.isoweekday())
    yield Figure.HOUR, str(received.hour)
    if State(one.state) in FINAL:
        yield Figure.ENDED, one.state
    if one.state == State.COMPLETED and one.finished_at:
        yield Figure.TOOK, str(_hours(one.finished_at - one.received_at))


def _hours(took: timedelta) -> int:
    hours = max(ceil(took / HOUR), 1)
    return hours if hours <= HOURS_EXACT else ceil(hours / 24) * 24


def counted(applications: Iterable[Counted]) -> Counter[Cell]:
    """All cells of some applications with their counts."""
    return Counter(cell for one in applications for cell in cells_of(one))


def by_value(cells: Mapping[Cell, int], figure: Figure) -> Counter[str]:
    """The counts of a figure by its value, over all months and procedures that are among the cells."""
    found: Counter[str] = Counter()
    for cell, count in cells.items():
        if cell.figure == figure:
            found[cell.value] += count
    return found


def by_month(cells: Mapping[Cell, int], procedure: str) -> Counter[str]:
    """What was received of a procedure, by month."""
    found: Counter[str] = Counter()
    for cell, count in cells.items():
        if cell.figure == Figure.RECEIVED and cell.procedure == procedure:
            found[cell.month] += count
    return found


def share_within(hours: Mapping[str, int], share: float) -> int | None:
    """Within how many hours that share was completed (0.5 is the median, by nearest rank).

    None while so few were completed that it would be the time of one or two people.
    """
    all_of_them, seen = sum(hours.values()), 0
    if all_of_them < SMALLEST:
        return None
    rank = ceil(share * all_of_them)
    for value in sorted(hours, key=int):
        seen += hours[value]
        if seen >= rank:
            return int(value)
    return None


def told(count: int) -> str:
    """A count as it is told outside."""
    return f"<{SMALLEST}" if 0 < count < SMALLEST else str(count)
