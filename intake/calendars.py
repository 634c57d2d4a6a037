"""Two calendars: the days on which people answer, and the days on which work in the field is planned."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import jpholiday

from intake.clock import WALL, on_the_wall
from intake.town import OpenDays, StartTerms

ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = 400
"""No calendar closes for so many days in a row; a search that runs longer means a wrong `town.toml`."""


class NeverOpen(ValueError):
    """The calendar in `town.toml` has no open day within a year."""


def is_open(day: date, days: OpenDays) -> bool:
    """Whether a day counts on this calendar."""
    if day.isoweekday() not in days.weekdays or day.strftime("%m-%d") in days.closed:
        return False
    return days.public_holidays or not jpholiday.is_holiday(day)


def next_open(day: date, days: OpenDays) -> date:
    """The day itself if it is open, else the first open day after it."""
    for ahead in range(LONGEST_CLOSURE):
        if is_open(day + ahead * ONE_DAY, days):
            return day + ahead * ONE_DAY
    raise NeverOpen


def open_days_after(day: date, count: int, days: OpenDays) -> date:
    """The count-th open day after a day; the day itself is never counted."""
    for _ in range(count):
        day = next_open(day + ONE_DAY, days)
    return day


def counted_day(at: datetime, cut_off: time | None) -> date:
    """The day for which an application counts: from the cut-off hour on it is the next day (15:00:00 is late)."""
    wall = on_the_wall(at)
    late = cut_off is not None and wall.time() >= cut_off
    return wall.date() + ONE_DAY if late else wall.date()


def earliest_start(at: datetime, terms: StartTerms, work: OpenDays) -> date:
    """The first start day that the bureau can prepare for somebody who applies now."""
    return open_days_after(counted_day(at, terms.cut_off), terms.lead_work_days, work)


def latest_start(at: datetime, terms: StartTerms) -> date:
    """The last start day that may be applied for now."""
    return on_the_wall(at).date() + terms.ahead_days * ONE_DAY


def earliest_past_start(at: datetime, terms: StartTerms) -> date:
    """The first past day from which somebody who already uses the water may say so."""
    return on_the_wall(at).date() - terms.back_days * ONE_DAY


def start_cancel_deadline(due_day: date, terms: StartTerms) -> datetime:
    """The instant until which a start may be cancelled on My Page."""
    return datetime.combine(due_day - terms.cancel_days_before * ONE_DAY, terms.cancel_hour, WALL)
