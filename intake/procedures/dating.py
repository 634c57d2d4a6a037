"""A day in three controls: year, month, day. 西暦 and 令和 are both read, also all in one control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from intake.days import day_text, read_month, read_number, read_whole_day, read_year
from intake.procedures.field import Field, Problem, Reading, Situation
from intake.text import N_, Text

LONGEST = 60
"""So many characters are read of a control; a day written out in full has fewer."""

_PARTS = {"year": N_("year"), "month": N_("month"), "day": N_("day")}


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """Stored as ISO 8601. The controls are `name_year`, `name_month` and `name_day`."""

    kind: ClassVar[str] = "date"

    @property
    def controls(self) -> tuple[str, ...]:
        """The three controls, year first."""
        return tuple(f"{self.name}_{part}" for part in _PARTS)

    def read(self, typed: Mapping[str, str], situation: Situation) -> Reading:
        """The day; a problem that names the part that is missing, or the day that does not exist."""
        texts = [typed.get(control, "")[:LONGEST].strip() for control in self.controls]
        if not self.applies(typed):
            return Reading()
        if not any(texts):
            return self.wrong(self.empty_text()) if self.is_required(typed) else Reading()
        parts = read_whole_day(texts[0]) if not any(texts[1:]) else None
        numbers = parts or (read_year(texts[0]), read_month(texts[1]), read_number(texts[2]))
        for control, part, number in zip(self.controls, _PARTS.values(), numbers, strict=True):
            if number is None:
                return Reading(problem=Problem(control, self._part_missing(part)))
        return self._existing(situation, *(number or 0 for number in numbers))

    def _part_missing(self, part: Text) -> Text:
        return N_("Enter the %(part)s of: %(label)s.", part=part, label=self.label)

    def _existing(self, situation: Situation, year: int, month: int, day: int) -> Reading:
        try:
            found = date(year, month, day)
        except ValueError:
            return self.wrong(
                N_(
                    "There is no such day: %(year)s-%(month)s-%(day)s. Check the date.",
                    year=year,
                    month=month,
                    day=day,
                )
            )
        return self.check(found, situation)

    def check(self, day: date, situation: Situation) -> Reading:  # noqa: ARG002 - fields with terms use it
        """The stored form of a day that exists."""
        return Reading(day.isoformat())

    def as_typed(self, value: str) -> dict[str, str]:
        """Year, month and day apart."""
        parts = [str(int(part)) for part in value.split("-")] if value else ["", "", ""]
        return dict(zip(self.controls, parts, strict=True))

    def shown(self, value: str) -> Text:
        """西暦, 令和 and weekday."""
        return day_text(date.fromisoformat(value)) if value else Text("")
