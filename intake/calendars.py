"""Two calendars: the days on which people answer, and the days on which work in the field is planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import jpholiday

from intake.clock import WALL, on_the_wall
from intake.town import CancelTerms, DayTerms, OpenDays

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 400
"""No calendar closes for so many days in a row; a search that runs longer means a wrong `town.toml`."""

END_OF_DAY = time.max
"""The last microsecond: who presses half a second before midnight is still in time."""


class NeverOpen(ValueError):
    """The calendar in `town.toml` has no open day within a year."""


def is_open(day: date, days: OpenDays) -> bool:
    """Whether a day counts on this calendar."""
    if day.isoweekday() not in days.weekdays or day.strftime("%m-%d") in days.closed or day in days.extra:
        return False
    return days.public_holidays or not jpholiday.is_holiday(day)


def next_open(day: date, days: OpenDays) -> date:
    """The day itself if it is open, else the first open day after it."""
    return _first_open(day, ONE_DAY, days)


def last_open(day: date, days: OpenDays) -> date:
    """The day itself if it is open, else the last open day before it."""
    return _first_open(day, -ONE_DAY, days)


def _first_open(day: date, step: timedelta, days: OpenDays) -> date:
    for away in range(LONGEST_CLOSURE):
        if is_open(day + away * step, days):
            return day + away * step
    raise NeverOpen


def open_days_after(day: date, count: int, days: OpenDays) -> date:
    """The count-th open day after a day; the day itself is never counted."""
    for _ in range(count):
        day = next_open(day + ONE_DAY, days)
    return day


def open_days_before(day: date, count: int, days: OpenDays) -> date:
    """The count-th open day before a day; the day itself is never counted."""
    for _ in range(count):
        day = last_open(day - ONE_DAY, days)
    return day


def counted_day(at: datetime, cut_off: time | None) -> date:
    """The day for which an application counts: from the cut-off hour on it is the next day (15:00:00 is late)."""
    wall = on_the_wall(at)
    late = cut_off is not None and wall.time() >= cut_off
    return wall.date() + ONE_DAY if late else wall.date()


def earliest_day(at: datetime, terms: DayTerms, work: OpenDays) -> date:
    """The first day that the bureau can prepare for somebody who applies now."""
    return open_days_after(counted_day(at, terms.cut_off), terms.lead_work_days, work)


def latest_day(at: datetime, terms: DayTerms) -> date:
    """The last day that may be applied for now."""
    return on_the_wall(at).date() + terms.ahead_days * ONE_DAY


def earliest_past_day(at: datetime, terms: DayTerms) -> date:
    """The first past day that may still be told on the web: who uses the water already says since when."""
    return on_the_wall(at).date() - terms.back_days * ONE_DAY


def days_to_choose(at: datetime, terms: DayTerms, work: OpenDays) -> Iterator[date]:
    """The days from the earliest one on that can be had, one after the other, without end."""
    day = earliest_day(at, terms, work)
    while True:
        if terms.closed_days or is_open(day, work):
            yield day
        day += ONE_DAY


def nearest_open(day: date, first: date, days: OpenDays) -> tuple[date | None, date]:
    """The open days before and after a closed one; None where the one before would come before `first`."""
    before, after = last_open(day, days), next_open(day, days)
    return (before if before >= first else None), after


def cancel_deadline(due_day: date, terms: CancelTerms, work: OpenDays) -> datetime:
    """The last instant at which an application for a day may be cancelled on My Page."""
    if terms.count_work_days:
        last = open_days_before(due_day, terms.days_before, work)
    else:
        last = due_day - terms.days_before * ONE_DAY
    return datetime.combine(last, terms.hour or END_OF_DAY, WALL)


def still_ahead(deadline: datetime, at: datetime) -> datetime:
    """The deadline; a day after `at` where it is over before anybody could keep to it, as on a holiday."""
    return deadline if deadline >= at else at + ONE_DAY
