"""Which backups there should be: named after their moment, kept by days of the project's own calendar. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from intake.clock import WALL, on_the_wall

FORM = "%Y-%m-%d_%H%M%S"
ONE_DAY = timedelta(days=1)

LONGEST_PAUSE = timedelta(hours=26)
"""Between two daily backups; two hours for a late one."""


def name_at(instant: datetime) -> str:
    """The name of a backup of this moment, by the clock on the wall."""
    return on_the_wall(instant).strftime(FORM)


def taken_at(name: str) -> datetime | None:
    """The moment in a name; None for what is not a backup's name."""
    try:
        return datetime.strptime(name, FORM).replace(tzinfo=WALL)
    except ValueError:
        return None


def day_of(name: str) -> date:
    """The day on the wall of a backup."""
    moment = taken_at(name)
    assert moment is not None  # noqa: S101 - only names of backups get here
    return moment.date()


def first_kept(today: date, days: int) -> date:
    """The oldest day whose backups are kept: today is the first of `days`, so that the fifteenth of 14 is gone."""
    return today - (days - 1) * ONE_DAY


def too_old(names: Iterable[str], today: date, days: int) -> list[str]:
    """The backups whose time is over. One from a day that is still to come is not: see `from_the_future`."""
    return [name for name in names if day_of(name) < first_kept(today, days)]


def from_the_future(names: Iterable[str], now: datetime) -> list[str]:
    """Backups that a clock has dated later than it is: it has been put back since, or was wrong then."""
    return [name for name in names if (moment := taken_at(name)) and moment > now + timedelta(minutes=5)]


def missing(names: Iterable[str], since: date, today: date) -> list[date]:
    """The days from `since` to yesterday without a backup. Today's may still come."""
    there = {day_of(name) for name in names}
    whole = (since + number * ONE_DAY for number in range(max(0, (today - since).days)))
    return [day for day in whole if day not in there]
