"""When something has waited too long: the borders that a moment sets, from the town's hours and calendars. Pure.

Everything that lies before its border is late. The clock of an application that comes in at night begins when
people are there; so nobody is blamed for the night.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from intake.calendars import END_OF_DAY, LONGEST_CLOSURE, ONE_DAY, is_open, last_open, next_open, open_days_before
from intake.clock import WALL, on_the_wall
from intake.hours import hours_on
from intake.town import Town

ALARM, OPENINGS, SIGN_INS = "alarm", "openings", "sign_ins"
"""The act of an alarm that is an event, and what such alarms are about."""

STAFF_ADDED, STAFF_RECOVERED, STAFF_ROLE = "staff_added", "staff_recovered", "staff_role"
RAISED = (STAFF_ADDED, STAFF_RECOVERED, STAFF_ROLE)
"""Acts by which somebody could get a second pair of eyes of the own. They are shown with the alarms."""

ALARMS = (ALARM, "handover_begun")
"""Acts that are an alarm whoever did them: whoever packs has every record opened, and takes it along."""

INQUIRY_WORK_DAYS = 2


@dataclass(frozen=True)
class Borders:
    """What is late at one moment.

    Received before `received` and not printed: the desk has closed and opened again since. Printed before
    `printed` and not keyed: it has closed since. Due until `due` and not checked: no work day is left before that
    day. Asked or answered before `inquiry` and not settled: two work days have gone by.
    """

    received: datetime
    printed: datetime
    due: date
    inquiry: datetime


def borders(at: datetime, town: Town) -> Borders:
    """The borders of a moment."""
    day = on_the_wall(at).date()
    opened = next(desk.opened for desk in _desk_days(day, town) if desk.opened <= at)
    return Borders(
        received=next(desk.closed for desk in _desk_days(day, town) if desk.closed < opened),
        printed=next(desk.closed for desk in _desk_days(day, town) if desk.closed <= at),
        due=next_open(day + ONE_DAY, town.work),
        inquiry=_two_work_days_before(at, town),
    )


@dataclass(frozen=True)
class _DeskDay:
    opened: datetime
    closed: datetime


def _desk_days(day: date, town: Town) -> Iterator[_DeskDay]:
    """When the desk opened and closed on a day and on the days before it, the latest first."""
    for away in range(LONGEST_CLOSURE):
        then = day - away * ONE_DAY
        if hours := hours_on(then, town):
            yield _DeskDay(datetime.combine(then, hours.opens, WALL), datetime.combine(then, hours.closes, WALL))


def _two_work_days_before(at: datetime, town: Town) -> datetime:
    """The same hour two work days ago; on a day without work, the end of the day that many before the last one."""
    wall = on_the_wall(at)
    hour = wall.time() if is_open(wall.date(), town.work) else END_OF_DAY
    last = last_open(wall.date(), town.work)
    return datetime.combine(open_days_before(last, INQUIRY_WORK_DAYS, town.work), hour, WALL)
