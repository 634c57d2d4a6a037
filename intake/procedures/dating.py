"""A day in three controls: year, month, day. 西暦 and 令和 are both read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from intake.days import day_text, read_number, read_year
from intake.procedures.field import Field, Problem, Reading, Situation
from intake.text import N_, Text

_PARTS = {"year": N_("year"), "month": N_("month"), "day": N_("day")}


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """Stored as ISO 8601. The controls are `name_year`, `name_month` and `name_day`."""

    kind: ClassVar[str] = "date"

    @property
    def controls(self) -> tuple[str, ...]:
        """The three controls, year first."""
        return tuple(f"{self.name}_{part}" for part in _PARTS)

    def read(self, typed: Mapping[str, str], situation: Situation) -> Reading:  # noqa: ARG002 - windows are rules
        """The day; a problem that names the part that is missing, or the day that does not exist."""
        texts = [typed.get(control, "")[:20].strip() for control in self.controls]
        if not any(texts):
            return self.wrong(self.empty_text()) if self.is_required(typed) else Reading()
        numbers = [read_year(texts[0]), read_number(texts[1]), read_number(texts[2])]
        for control, part, number in zip(self.controls, _PARTS.values(), numbers, strict=True):
            if number is None:
                return Reading(problem=Problem(control, self._part_missing(part)))
        return self._existing(*(number or 0 for number in numbers))

    def _part_missing(self, part: Text) -> Text:
        return N_("Enter the %(part)s of: %(label)s.", part=part, label=self.label)

    def _existing(self, year: int, month: int, day: int) -> Reading:
        try:
            return Reading(date(year, month, day).isoformat())
        except ValueError:
            return self.wrong(
                N_(
                    "There is no such day: %(year)s-%(month)s-%(day)s. Check the date.",
                    year=year,
                    month=month,
                    day=day,
                )
            )

    def as_typed(self, value: str) -> dict[str, str]:
        """Year, month and day in the three controls."""
        parts = value.split("-") if value else [""] * len(_PARTS)
        return dict(zip(self.controls, parts, strict=True))

    def shown(self, value: str) -> Text:
        """西暦, 令和 and weekday."""
        return day_text(date.fromisoformat(value)) if value else Text("")
