"""Days as people write them and as a city office writes them: 西暦 and 令和, any width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from intake.digits import plain_digits
from intake.text import N_, Text

REIWA_BEGAN, HEISEI_BEGAN, SHOWA_BEGAN = date(2019, 5, 1), date(1989, 1, 8), date(1926, 12, 25)
"""The eras that people write years in; no day that this desk has to write is older than the last of them."""

_REIWA = re.compile(r"(?:令和|令|reiwa|r)?(\d{1,2}|元)年?", re.IGNORECASE)
_EIGHT_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_BETWEEN_PARTS = re.compile(r"[年月日/.,、\- ]+")
_REIWA_APART = re.compile(r"(令和|令|\breiwa|\bR)[. ]+", re.IGNORECASE)
_BESIDES = re.compile(r"\([^)]*\)|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|[月火水木金土日]曜日?", re.IGNORECASE)
"""What stands with a day and adds nothing: its weekday, or the other calendar's year in brackets."""

_LIKE_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−ー・"), "-")
_WESTERN = re.compile(r"(\d{4})年?")
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_MONTHS = (N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
           N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"))  # fmt: skip
_FULL_MONTHS = ("january", "february", "march", "april", "may", "june",
                "july", "august", "september", "october", "november", "december")  # fmt: skip


def read_year(typed: str) -> int | None:
    """2026 from "2026", "R8", "令和8年", "８" or "令和元"-like writing; None for anything else."""
    plain = plain_digits(typed)
    if western := _WESTERN.fullmatch(plain):
        return int(western[1])
    if reiwa := _REIWA.fullmatch(plain):
        year = 1 if reiwa[1] == "元" else int(reiwa[1])
        return REIWA_BEGAN.year - 1 + year if year else None
    return None


def read_number(typed: str) -> int | None:
    """A month or a day, perhaps with 月 or 日 behind it; None for anything else."""
    plain = plain_digits(typed).rstrip("月日")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 2 else None


def read_month(typed: str) -> int | None:
    """A month in figures, or by its English name; None for anything else."""
    return _named_month(typed) or read_number(typed)


def _named_month(typed: str) -> int | None:
    name = unicodedata.normalize("NFKC", typed).strip(" .,").casefold()
    return next((at for at, full in enumerate(_FULL_MONTHS, 1) if len(name) >= 3 and full.startswith(name)), None)


def read_whole_day(typed: str) -> tuple[int | None, int | None, int | None] | None:
    """Year, month and day of a text that holds all three, such as 2026/12/10, R8.12.10 or 20261210; else None.

    Also with the month's English name in the middle or first, and with the weekday.
    """
    plain = unicodedata.normalize("NFKC", typed).translate(_LIKE_HYPHENS)
    plain = _REIWA_APART.sub(r"\1", _BESIDES.sub(" ", plain)).strip()
    if together := _EIGHT_DIGITS.fullmatch(plain):
        return read_year(together[1]), read_number(together[2]), read_number(together[3])
    parts = [part for part in _BETWEEN_PARTS.split(plain) if part]
    if len(parts) != 3:
        return None
    year, month, day = _in_order(*parts)
    return read_year(year), read_month(month), read_number(day)


def _in_order(first: str, second: str, third: str) -> tuple[str, str, str]:
    """Year, month and day, also of 10 Dec 2026 and Dec 10 2026."""
    if _named_month(first):
        return third, first, second
    if _named_month(second) and not _named_month(third) and len(first) <= 2:
        return third, second, first
    return first, second, third


def weekday(day: date) -> Text:
    """The short name of the weekday."""
    return _WEEKDAYS[day.weekday()]


def weekday_named(number: int) -> Text:
    """The short name of a weekday by its ISO number."""
    return _WEEKDAYS[number - 1]


def era_text(day: date) -> Text:
    """令和8年, or Reiwa 8. The year in which an era begins belongs to two; its first year is 元年."""
    if day >= REIWA_BEGAN:
        return N_("Reiwa %(year)s", year=_year_of_era(day, REIWA_BEGAN))
    if day >= HEISEI_BEGAN:
        return N_("Heisei %(year)s", year=_year_of_era(day, HEISEI_BEGAN))
    return N_("Showa %(year)s", year=_year_of_era(day, SHOWA_BEGAN))


def _year_of_era(day: date, began: date) -> Text | int:
    number = day.year - began.year + 1
    return N_("1") if number == 1 else number


def with_names(pattern: str, day: date, gettext: Callable[[str], str]) -> str:
    """A pattern of the CLDR, with words of our own for {era}, the year of a city office, and {weekday}."""
    names = {"{era}": era_text(day), "{weekday}": weekday(day)}
    for mark, name in names.items():
        pattern = pattern.replace(mark, f"'{name.say(gettext)}'")
    return pattern


def day_text(day: date) -> Text:
    """2026年（令和8年）12月10日（木）, or Thu 10 Dec 2026 (Reiwa 8) where letters are Latin."""
    return N_(
        "%(weekday)s %(day)s %(month)s %(year)s (%(era)s)",
        year=day.year,
        era=era_text(day),
        month=_MONTHS[day.month - 1],
        day=day.day,
        weekday=weekday(day),
    )


def short_day_text(day: date) -> Text:
    """12月10日（木）, or Thu 10 Dec 2026 where letters are Latin."""
    return N_(
        "%(weekday)s %(day)s %(month)s %(year)s",
        year=day.year,
        month=_MONTHS[day.month - 1],
        day=day.day,
        weekday=weekday(day),
    )
