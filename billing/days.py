"""Days and times as a city office writes them: 西暦, 令和 and the weekday."""

from collections.abc import Callable
from datetime import date, datetime

from flask_babel import format_date, gettext, to_user_timezone

REIWA_BEGAN = date(2019, 5, 1)


def day_words(day: date) -> str:
    """2026年（令和8年）4月1日（水）, or Wed 1 Apr 2026 (Reiwa 8); days before Reiwa without it."""
    if day < REIWA_BEGAN:
        return short_day_words(day)
    # A pattern of Unicode's, but for {era}.
    return str(format_date(day, gettext("EEE d MMM y '(Reiwa' {era}')'").replace("{era}", _year_of_reiwa(day))))


def short_day_words(day: date) -> str:
    """2026年4月1日（水）, or Wed 1 Apr 2026, for lists."""
    return str(format_date(day, gettext("EEE d MMM y")))


def moment_words(instant: datetime) -> str:
    """A day in words and the time on the wall."""
    return _with_time(day_words, instant)


def short_moment_words(instant: datetime) -> str:
    """The same for lists."""
    return _with_time(short_day_words, instant)


def _with_time(words: Callable[[date], str], instant: datetime) -> str:
    on_the_wall = to_user_timezone(instant)
    return f"{words(on_the_wall.date())} {on_the_wall:%H:%M}"


def _year_of_reiwa(day: date) -> str:
    year = day.year - REIWA_BEGAN.year + 1
    return str(gettext("1")) if year == 1 else str(year)
