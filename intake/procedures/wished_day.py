"""A day that a resident wishes for: the town's terms say which days can be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile

from intake.calendars import (
    days_to_choose,
    earliest_day,
    earliest_past_day,
    is_open,
    last_open,
    latest_day,
    nearest_open,
)
from intake.clock import on_the_wall
from intake.days import day_text
from intake.procedures.dating import DateField
from intake.procedures.field import Reading, Situation
from intake.text import N_, Text
from intake.town import DayTerms


@dataclass(frozen=True, kw_only=True)
class WishedDayField(DateField):
    """`terms` names an entry of `[day]` in `town.toml`: lead time, how far back and ahead, closed days."""

    terms: str

    def check(self, day: date, situation: Situation) -> Reading:
        """The day, if the bureau can do it; else the days it can, and phone and fax for who is in a hurry."""
        terms, town, at = self._terms(situation), situation.town, situation.at
        first, oldest = earliest_day(at, terms, town.work), earliest_past_day(at, terms)
        today, last = on_the_wall(at).date(), latest_day(at, terms)
        if terms.back_days and day < oldest:
            return self.wrong(self._too_old(oldest, situation))
        if day < first and not (terms.back_days and day < today):
            return self.wrong(self._too_soon(first, situation), hurry=True)
        if day > last:
            return self.wrong(N_("%(label)s must be %(day)s or earlier.", label=self.label, day=day_text(last)))
        if day >= today and not terms.closed_days and not is_open(day, town.work):
            return self.wrong(self._closed(day, situation))
        return Reading(day.isoformat())

    def earliest(self, situation: Situation) -> date:
        """The first day that can be had by who applies now."""
        return next(days_to_choose(situation.at, self._terms(situation), situation.town.work))

    def latest(self, situation: Situation) -> date:
        """The last day that can be had by who applies now."""
        return latest_day(situation.at, self._terms(situation))

    def next_days(self, situation: Situation, count: int = 3) -> list[date]:
        """The first days that can be had by who applies now; fewer where the last of them is near."""
        days = days_to_choose(situation.at, self._terms(situation), situation.town.work)
        last = self.latest(situation)
        return list(islice(takewhile(lambda day: day <= last, days), count))

    def possible(self, situation: Situation) -> list[Text]:
        """Which days `check` takes from who applies now, in sentences that stand at the question."""
        terms, first, last = self._terms(situation), self.earliest(situation), self.latest(situation)
        last = last if terms.closed_days else last_open(last, situation.town.work)
        oldest = earliest_past_day(situation.at, terms) if terms.back_days else None
        if oldest and first <= on_the_wall(situation.at).date():
            first, oldest = oldest, None
        ahead = [_from_to(first, last)] if first <= last else []
        closed = [] if terms.closed_days else [N_("Closed days can't be chosen.")]
        return [*ahead, *closed, *([_since(oldest)] if oldest else [])]

    def reaches_back(self, situation: Situation) -> bool:
        """Whether a day in the past can be told here."""
        return self._terms(situation).back_days > 0

    def _terms(self, situation: Situation) -> DayTerms:
        return situation.town.days[self.terms]

    def _too_old(self, oldest: date, situation: Situation) -> Text:
        return N_(
            "%(label)s can't be before %(day)s here. For an earlier day please call %(phone)s or fax %(fax)s.",
            label=self.label,
            day=day_text(oldest),
            phone=situation.town.phone,
            fax=situation.town.fax,
        )

    def _too_soon(self, first: date, situation: Situation) -> Text:
        return N_(
            "%(label)s must be %(day)s or later. If you are in a hurry, please call %(phone)s or fax %(fax)s.",
            label=self.label,
            day=day_text(first),
            phone=situation.town.phone,
            fax=situation.town.fax,
        )

    def _closed(self, day: date, situation: Situation) -> Text:
        before, after = nearest_open(day, self.earliest(situation), situation.town.work)
        closed, next_day = day_text(day), day_text(after)
        if before is None:
            return N_("%(day)s is a closed day. The nearest day is %(after)s.", day=closed, after=next_day)
        return N_(
            "%(day)s is a closed day. The nearest days are %(before)s and %(after)s.",
            day=closed,
            before=day_text(before),
            after=next_day,
        )


def _from_to(first: date, last: date) -> Text:
    return N_("You can enter a day from %(first)s to %(last)s.", first=day_text(first), last=day_text(last))


def _since(oldest: date) -> Text:
    return N_("A day that is already past can be entered too, from %(oldest)s on.", oldest=day_text(oldest))
