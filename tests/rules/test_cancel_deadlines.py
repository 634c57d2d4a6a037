"""Until when each procedure may be cancelled, by the terms of two towns and at the borders of the days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from intake.clock import WALL
from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from tests.towns.both import TOWNS

NOON = "2026-11-23 12:00"
"""A Monday and a public holiday: nobody works in the field in either town."""

A_DAY_LATER = "2026-11-24 12:00"


def japan(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WALL)


def deadline(town: str, procedure: str, at: str, **days: str) -> datetime:
    return PROCEDURES[procedure].cancel_deadline(days, Situation(TOWNS[town], japan(at)))


def until(text: str) -> datetime:
    """An hour, or the last instant of a day."""
    return japan(text) if " " in text else japan(text) + timedelta(days=1) - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("town", "due", "last"),
    [
        ("shipped", "2026-12-10", "2026-12-09"),
        ("shipped", "2026-12-14", "2026-12-13"),  # a Sunday counts too
        ("shipped", "2027-01-04", "2027-01-03"),
        ("shipped", "2026-11-26", "2026-11-25"),
        ("shipped", "2026-11-10", A_DAY_LATER),  # it has begun already
        ("another", "2026-12-10", "2026-12-09 15:00"),
        ("another", "2026-12-08", "2026-12-05 15:00"),  # a Tuesday: the Saturday before
        ("another", "2026-12-16", "2026-12-12 15:00"),  # the Tuesday is closed this once
        ("another", "2027-01-05", "2026-12-29 15:00"),
        ("another", "2026-11-10", A_DAY_LATER),
    ],
)
def test_a_start_until_the_day_before_or_an_hour_of_the_work_day_before(town: str, due: str, last: str) -> None:
    assert deadline(town, "start", NOON, start_date=due) == until(last)


@pytest.mark.parametrize(
    ("town", "due", "last"),
    [
        ("shipped", "2026-12-10", "2026-12-07"),
        ("shipped", "2026-12-14", "2026-12-09"),  # over a weekend
        ("shipped", "2026-12-12", "2026-12-09"),  # a Saturday is not counted itself
        ("shipped", "2026-12-13", "2026-12-09"),
        ("shipped", "2027-01-06", "2026-12-28"),  # over New Year
        ("shipped", "2027-02-12", "2027-02-08"),  # over a holiday on a Thursday
        ("shipped", "2026-11-26", A_DAY_LATER),  # by the terms it was over on Friday, before anybody could know
        ("another", "2026-12-10", "2026-12-09 12:00"),
        ("another", "2026-12-08", "2026-12-05 12:00"),
        ("another", "2027-02-23", "2027-02-19 12:00"),  # a holiday; the Saturday before is closed this once
    ],
)
def test_a_stop_until_some_work_days_before(town: str, due: str, last: str) -> None:
    assert deadline(town, "stop", NOON, stop_date=due) == until(last)


@pytest.mark.parametrize(
    ("town", "stop", "start", "last"),
    [
        ("shipped", "2026-12-14", "2026-12-10", "2026-12-07"),
        ("shipped", "2026-12-10", "2026-12-14", "2026-12-07"),
        ("shipped", "2026-12-10", "2026-12-10", "2026-12-07"),
        ("shipped", "2026-12-10", "2026-11-10", A_DAY_LATER),  # moved in already
        ("shipped", "2026-11-26", "2026-12-10", A_DAY_LATER),
        ("another", "2026-12-12", "2026-12-10", "2026-12-08 17:15"),  # two days of any kind
        ("another", "2026-12-08", "2026-12-10", "2026-12-06 17:15"),
    ],
)
def test_a_move_is_counted_from_the_earlier_of_its_days(town: str, stop: str, start: str, last: str) -> None:
    assert deadline(town, "move", NOON, stop_date=stop, start_date=start) == until(last)


@pytest.mark.parametrize(
    ("town", "due", "last"),
    [
        ("shipped", "2026-12-10", "2026-12-09"),
        ("shipped", "2026-11-25", "2026-11-24"),
        ("shipped", "2026-11-24", A_DAY_LATER),
        ("shipped", "2026-11-23", A_DAY_LATER),
        ("shipped", "2026-10-23", A_DAY_LATER),
        ("another", "2026-12-10", "2026-12-10 09:00"),
    ],
)
def test_a_change_of_name_until_the_day_before_and_a_day_in_any_case(town: str, due: str, last: str) -> None:
    assert deadline(town, "name_change", NOON, change_date=due) == until(last)


@pytest.mark.parametrize(
    ("town", "at", "last"),
    [
        ("shipped", "2026-11-23 23:59:59.999999", "2026-11-25"),  # sent by Thursday, the third work day
        ("shipped", "2026-11-24 00:00:00", "2026-11-26"),
        ("shipped", "2026-11-27 12:00", "2026-12-01"),
        ("shipped", "2026-12-28 12:00", "2027-01-05"),
        ("another", "2026-12-02 12:00", "2026-12-05 12:00"),  # sent by the 9th, the fifth work day
        ("another", "2026-12-03 00:00", "2026-12-08 12:00"),
    ],
)
def test_a_debit_form_is_counted_from_the_day_by_which_it_is_sent(town: str, at: str, last: str) -> None:
    assert deadline(town, "debit_form", at) == until(last)
