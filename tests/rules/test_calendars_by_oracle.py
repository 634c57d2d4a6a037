"""Both calendars of both towns, day for day over ten years, against an oracle that counts on a list of days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import islice

import jpholiday
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.calendars import (
    cancel_deadline,
    days_to_choose,
    earliest_day,
    is_open,
    last_open,
    nearest_open,
    next_open,
    open_days_after,
    open_days_before,
)
from intake.clock import WALL
from intake.town import CancelTerms, DayTerms, OpenDays
from tests.towns.both import TOWNS

FIRST, LAST = date(2024, 1, 1), date(2033, 12, 31)
MARGIN = timedelta(days=200)
JAPAN = timedelta(hours=9)
CALENDARS = [calendar for town in TOWNS.values() for calendar in (town.work, town.reception)]
HOURS = st.sampled_from([None, time(0), time(12, 30), time(15), time(23, 59, 59)])

days = st.dates(FIRST, LAST)
calendars = st.sampled_from(CALENDARS)
instants = st.datetimes(datetime(2024, 1, 1), datetime(2033, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
day_terms = st.builds(DayTerms, st.integers(0, 10), st.just(0), st.just(60), HOURS, st.booleans())
cancel_terms = st.builds(CancelTerms, st.integers(0, 10), st.booleans(), HOURS)
often = settings(max_examples=200)


@cache
def every_day() -> tuple[tuple[date, bool], ...]:
    """Every day with a margin, and whether it is a public holiday."""
    span = range((LAST - FIRST + 2 * MARGIN).days + 1)
    whole = (FIRST - MARGIN + timedelta(days=each) for each in span)
    return tuple((day, jpholiday.is_holiday(day)) for day in whole)


@cache
def open_list(calendar: OpenDays) -> list[date]:
    """The open days, one after the other."""
    closed = {tuple(map(int, day.split("-"))) for day in calendar.closed}
    return [
        day
        for day, holiday in every_day()
        if day.weekday() + 1 in calendar.weekdays
        and (day.month, day.day) not in closed
        and day not in calendar.extra
        and (calendar.public_holidays or not holiday)
    ]


def after(day: date, count: int, calendar: OpenDays) -> date:
    found = open_list(calendar)
    return found[bisect_right(found, day) + count - 1] if count else day


def before(day: date, count: int, calendar: OpenDays) -> date:
    found = open_list(calendar)
    return found[bisect_left(found, day) - count] if count else day


def first_day(at: datetime, terms: DayTerms, calendar: OpenDays) -> date:
    wall = at.replace(tzinfo=None) + JAPAN
    counted = wall.date()
    if terms.cut_off is not None and wall >= datetime.combine(counted, terms.cut_off):
        counted += timedelta(days=1)
    return after(counted, terms.lead_work_days, calendar)


@pytest.mark.parametrize("calendar", CALENDARS)
def test_every_day_of_ten_years_is_open_or_closed_as_its_calendar_says(calendar: OpenDays) -> None:
    found = set(open_list(calendar))
    assert [day for day, _ in every_day() if is_open(day, calendar) is not (day in found)] == []


@often
@given(days, st.integers(0, 15), calendars)
def test_open_days_are_counted_forth_and_back_as_on_the_list(day: date, count: int, calendar: OpenDays) -> None:
    assert open_days_after(day, count, calendar) == after(day, count, calendar)
    assert open_days_before(day, count, calendar) == before(day, count, calendar)


@often
@given(days, calendars)
def test_an_open_day_is_its_own_neighbour_and_a_closed_one_has_two(day: date, calendar: OpenDays) -> None:
    one = timedelta(days=1)
    assert next_open(day, calendar) == after(day - one, 1, calendar)
    assert last_open(day, calendar) == before(day + one, 1, calendar)


@often
@given(instants, day_terms, calendars)
def test_the_first_days_to_choose_are_those_of_the_list(at: datetime, terms: DayTerms, calendar: OpenDays) -> None:
    first, found = first_day(at, terms, calendar), open_list(calendar)
    assert earliest_day(at, terms, calendar) == first
    every = [day for day, _ in every_day() if day >= first]
    possible = every if terms.closed_days else found[bisect_left(found, first) :]
    assert list(islice(days_to_choose(at, terms, calendar), 12)) == possible[:12]


@often
@given(days, st.integers(-5, 5), calendars)
def test_the_days_beside_a_closed_one_are_the_nearest_and_none_comes_too_early(
    day: date, away: int, calendar: OpenDays
) -> None:
    first, one = day + timedelta(days=away), timedelta(days=1)
    earlier, later = before(day + one, 1, calendar), after(day - one, 1, calendar)
    assert nearest_open(day, first, calendar) == (earlier if earlier >= first else None, later)


@often
@given(days, cancel_terms, calendars)
def test_a_deadline_is_the_hour_or_the_end_of_the_day_that_the_list_counts_back_to(
    due: date, terms: CancelTerms, calendar: OpenDays
) -> None:
    plain = due - timedelta(days=terms.days_before)
    day = before(due, terms.days_before, calendar) if terms.count_work_days else plain
    deadline = cancel_deadline(due, terms, calendar)
    assert deadline.tzinfo is WALL
    assert deadline.astimezone(UTC).replace(tzinfo=None) == datetime.combine(day, terms.hour or time.max) - JAPAN
