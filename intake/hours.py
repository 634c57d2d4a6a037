"""When people answer the phone: said in words for today, so that nobody has to look it up."""

from __future__ import annotations

from datetime import date, datetime, time

from intake.calendars import ONE_DAY, is_open, next_open
from intake.clock import on_the_wall
from intake.days import short_day_text
from intake.text import N_, Text
from intake.town import Hours, Town


def hours_on(day: date, town: Town) -> Hours | None:
    """The hours of a day; None where nobody answers."""
    if not is_open(day, town.reception):
        return None
    return next((hours for hours in town.hours if day.isoweekday() in hours.weekdays), None)


def hours_now(town: Town, at: datetime) -> Text:
    """Open until when, or closed until when."""
    wall = on_the_wall(at)
    today = hours_on(wall.date(), town)
    if today and today.opens <= wall.time() < today.closes:
        return N_("Open now, until %(closes)s today (Japan time).", closes=_clock_face(today.closes))
    if today and wall.time() < today.opens:
        return N_("Closed now. Open today from %(opens)s to %(closes)s (Japan time).",
                  opens=_clock_face(today.opens), closes=_clock_face(today.closes))  # fmt: skip
    day = next_open(wall.date() + ONE_DAY, town.reception)
    hours = hours_on(day, town)
    if hours is None:  # the town's file names no hours for that weekday
        return N_("Closed now. Open again on %(day)s.", day=short_day_text(day))
    return N_(
        "Closed now. Open again on %(day)s from %(opens)s to %(closes)s (Japan time).",
        day=short_day_text(day),
        opens=_clock_face(hours.opens),
        closes=_clock_face(hours.closes),
    )


def _clock_face(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02d}"
