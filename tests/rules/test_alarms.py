"""The borders beyond which something is late, at both sides of each, on the wall in Japan.

2026-11-23 is a Monday and a public holiday: no desk, no work. The desk is open 8:30 to 19:00, 17:00 at weekends.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.alarms import borders
from intake.clock import WALL
from intake.town import read_town

TOWN = read_town()


def wall(text: str) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=WALL)


@pytest.mark.parametrize(
    ("received", "now", "late"),
    [
        ("11-25 10:00:00", "11-25 18:59:59", False),
        ("11-25 10:00:00", "11-26 08:29:59", False),
        ("11-25 10:00:00", "11-26 08:30:00", True),
        ("11-25 18:59:59", "11-26 08:30:00", True),
        ("11-25 19:00:00", "11-26 08:30:00", False),  # at night: the clock begins when the desk opens
        ("11-25 19:00:00", "11-27 08:29:59", False),
        ("11-25 19:00:00", "11-27 08:30:00", True),
        ("11-22 12:00:00", "11-23 12:00:00", False),  # Sunday at noon; Monday is a holiday
        ("11-22 12:00:00", "11-24 08:29:59", False),
        ("11-22 12:00:00", "11-24 08:30:00", True),
        ("11-22 16:59:59", "11-24 08:30:00", True),  # the desk closes at 17:00 on a Sunday
        ("11-22 17:00:00", "11-24 08:30:00", False),
        ("11-23 12:00:00", "11-24 08:30:00", False),
        ("11-23 12:00:00", "11-25 08:30:00", True),
    ],
)
def test_not_printed_is_late_from_the_opening_after_a_day_of_the_desk(received: str, now: str, late: bool) -> None:
    assert (wall(received) < borders(wall(now), TOWN).received) is late


@pytest.mark.parametrize(
    ("printed", "now", "late"),
    [
        ("11-25 10:00:00", "11-25 18:59:59", False),
        ("11-25 10:00:00", "11-25 19:00:00", True),
        ("11-25 19:30:00", "11-25 23:59:59", False),
        ("11-25 19:30:00", "11-26 18:59:59", False),
        ("11-25 19:30:00", "11-26 19:00:00", True),
        ("11-28 16:59:59", "11-28 17:00:00", True),  # a Saturday
        ("11-23 10:00:00", "11-23 23:59:59", False),  # somebody printed on a holiday
        ("11-23 10:00:00", "11-24 19:00:00", True),
    ],
)
def test_printed_and_not_keyed_is_late_when_the_desk_closes(printed: str, now: str, late: bool) -> None:
    assert (wall(printed) < borders(wall(now), TOWN).printed) is late


@pytest.mark.parametrize(
    ("due", "now", "late"),
    [
        (26, "11-24 23:59:59", False),
        (26, "11-25 00:00:00", True),
        (24, "11-19 23:59:59", False),
        (24, "11-20 00:00:00", True),  # Friday: Saturday, Sunday and the holiday are no work days
        (24, "11-30 12:00:00", True),
        (28, "11-26 23:59:59", False),  # a Saturday: its last work day is Friday
        (28, "11-27 00:00:00", True),
    ],
)
def test_not_checked_is_late_one_work_day_before_the_due_day(due: int, now: str, late: bool) -> None:
    assert (date(2026, 11, due) <= borders(wall(now), TOWN).due) is late


@pytest.mark.parametrize(
    ("asked", "now", "late"),
    [
        ("11-24 10:00:00", "11-26 10:00:00", False),
        ("11-24 10:00:00", "11-26 10:00:01", True),
        ("11-20 16:00:00", "11-25 16:00:00", False),  # a weekend and a holiday between
        ("11-20 16:00:00", "11-25 16:00:01", True),
        ("11-22 15:00:00", "11-25 15:00:01", False),  # asked on a Sunday: Tuesday is the first work day
        ("11-22 15:00:00", "11-26 00:00:00", True),
        ("11-25 16:00:00", "11-28 12:00:00", True),  # late since Friday, and still so on Saturday
        ("11-26 00:00:00", "11-28 12:00:00", False),
    ],
)
def test_an_inquiry_is_late_after_two_work_days(asked: str, now: str, late: bool) -> None:
    assert (wall(asked) < borders(wall(now), TOWN).inquiry) is late


END = wall("12-31 00:00:00").replace(tzinfo=None)
INSTANTS = st.datetimes(wall("01-01 00:00:00").replace(tzinfo=None), timezones=st.just(WALL), max_value=END)


@given(INSTANTS, INSTANTS)
def test_what_is_late_stays_late(one: datetime, other: datetime) -> None:
    earlier, later = sorted((one, other))
    before, after = borders(earlier, TOWN), borders(later, TOWN)
    assert before.received <= after.received
    assert before.printed <= after.printed
    assert before.due <= after.due
    assert before.inquiry <= after.inquiry


@given(INSTANTS)
def test_nothing_of_this_moment_is_late(now: datetime) -> None:
    here = borders(now, TOWN)
    assert here.received < now
    assert here.printed <= now
    assert here.inquiry < now
