"""The two calendars, with the vectors that bureaus publish and those worked out by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.calendars import (
    NeverOpen,
    cancel_deadline,
    counted_day,
    earliest_day,
    earliest_past_day,
    is_open,
    latest_day,
    next_open,
    open_days_after,
)
from intake.clock import WALL
from intake.town import DayTerms, OpenDays, read_town

TOWN = read_town()
TERMS, WORK = TOWN.days["start"], TOWN.work
UNTIL_THREE = replace(TERMS, cut_off=time(15))
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), WALL)


def last_day_to_apply(start: date) -> date:
    day = start
    while earliest_day(at_noon(day), TERMS, WORK) > start:
        day -= timedelta(days=1)
    return day


@pytest.mark.parametrize(
    ("start", "last_day"),
    [
        pytest.param(date(2026, 12, 7), date(2026, 12, 2), id="a Monday: the Wednesday before"),
        pytest.param(date(2027, 2, 15), date(2027, 2, 9), id="a Monday after a Thursday holiday: the Tuesday"),
        pytest.param(date(2027, 1, 4), date(2026, 12, 24), id="the first day after New Year: Christmas Eve"),
        pytest.param(date(2026, 12, 11), date(2026, 12, 8), id="a Friday: the Tuesday"),
        pytest.param(date(2026, 5, 7), date(2026, 4, 29), id="after Golden Week with its substitute holiday"),
    ],
)
def test_the_last_day_to_apply_lies_three_work_days_before_the_start(start: date, last_day: date) -> None:
    assert last_day_to_apply(start) == last_day


def test_a_minute_before_midnight_in_japan_counts_for_that_day_and_midnight_for_the_next() -> None:
    late = datetime(2026, 12, 2, 23, 59, 59, tzinfo=WALL)
    assert counted_day(late, None) == date(2026, 12, 2)
    assert earliest_day(late, TERMS, WORK) == date(2026, 12, 7)
    assert earliest_day(late + timedelta(seconds=1), TERMS, WORK) == date(2026, 12, 8)


def test_with_a_cut_off_at_three_three_sharp_is_late_and_a_second_before_is_not() -> None:
    sharp = datetime(2026, 12, 2, 15, 0, 0, tzinfo=WALL)
    assert earliest_day(sharp, UNTIL_THREE, WORK) == date(2026, 12, 8)
    assert earliest_day(sharp - timedelta(seconds=1), UNTIL_THREE, WORK) == date(2026, 12, 7)


def test_the_window_reaches_from_31_days_back_to_60_days_ahead_of_the_day_in_japan() -> None:
    morning = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)
    assert earliest_past_day(morning, TERMS) == date(2026, 11, 1)
    assert latest_day(morning, TERMS) == date(2027, 1, 31)


def test_a_start_may_be_cancelled_until_the_last_instant_of_the_day_before_or_until_an_hour_of_it() -> None:
    terms = TOWN.cancelling["start"]
    assert cancel_deadline(date(2026, 12, 10), terms, WORK) == datetime(2026, 12, 9, 14, 59, 59, 999999, UTC)
    until_closing = replace(terms, hour=time(17, 15))
    assert cancel_deadline(date(2026, 12, 10), until_closing, WORK) == datetime(2026, 12, 9, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "day",
    [date(2026, 12, 5), date(2026, 12, 6), date(2026, 11, 23), date(2026, 12, 29), date(2027, 1, 3)],
    ids=["Saturday", "Sunday", "public holiday", "29 December", "3 January"],
)
def test_no_work_is_planned_on_a_closed_day(day: date) -> None:
    assert not is_open(day, WORK)


def test_people_answer_on_weekends_though_no_work_is_planned_then() -> None:
    saturday = date(2026, 12, 5)
    assert is_open(saturday, TOWN.reception)
    assert next_open(saturday, TOWN.reception) == saturday
    assert next_open(saturday, WORK) == date(2026, 12, 7)


def test_a_town_may_work_on_public_holidays() -> None:
    assert is_open(date(2026, 11, 23), replace(WORK, public_holidays=True))


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({9})], ids=["no weekday", "a day no week has"])
def test_a_calendar_that_never_opens_says_so_instead_of_searching_on(weekdays: frozenset[int]) -> None:
    never = OpenDays(weekdays, public_holidays=True, closed=frozenset(), extra=frozenset())
    with pytest.raises(NeverOpen):
        earliest_day(at_noon(date(2026, 12, 1)), TERMS, never)


@given(INSTANTS)
def test_the_earliest_start_is_a_work_day_with_exactly_three_work_days_on_the_way(at: datetime) -> None:
    start, counted = earliest_day(at, TERMS, WORK), counted_day(at, TERMS.cut_off)
    days = (counted + timedelta(days=ahead) for ahead in range(1, (start - counted).days + 1))
    assert is_open(start, WORK)
    assert sum(is_open(day, WORK) for day in days) == TERMS.lead_work_days


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)), st.sampled_from([TERMS, UNTIL_THREE]))
def test_whoever_applies_later_gets_no_earlier_start(at: datetime, later: timedelta, terms: DayTerms) -> None:
    assert earliest_day(at, terms, WORK) <= earliest_day(at + later, terms, WORK)


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.integers(0, 12))
def test_counting_open_days_in_two_parts_is_counting_them_at_once(day: date, count: int) -> None:
    assert open_days_after(open_days_after(day, count, WORK), 2, WORK) == open_days_after(day, count + 2, WORK)
