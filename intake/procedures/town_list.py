"""The town of a place: chosen from the list by its reading, or typed where the list does not have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import ClassVar

from intake.places import Neighbourhood, neighbourhoods
from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import LONGEST_CONTROL, Problem, Reading, Situation
from intake.procedures.secret_numbers import kind_refusal, looks_secret
from intake.procedures.writing import unseen_characters
from intake.text import N_, Text

NOT_LISTED = "not-listed"
LONGEST = 20


@dataclass(frozen=True)
class Group:
    """Towns whose readings begin in the same row of the kana table."""

    label: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class TownField(ChoiceField):
    """Stored as the town's name. The controls are `name` (the list) and `name_other` (for a town not on it)."""

    kind: ClassVar[str] = "town"

    @property
    def controls(self) -> tuple[str, ...]:
        """The list, and the line for a town that is not on it."""
        return self.name, f"{self.name}_other"

    def offered(self, situation: Situation) -> tuple[Choice, ...]:
        """Every town of the municipality, by its reading."""
        return _choices(situation.town.prefecture, situation.town.city)

    def groups(self, situation: Situation) -> tuple[Group, ...]:
        """The same in rows of the kana table, so that a long list can be looked through."""
        return _groups(situation.town.prefecture, situation.town.city)

    def read(self, typed: Mapping[str, str], situation: Situation) -> Reading:
        """The name of the town, from the list or else as it was typed."""
        chosen, other = (typed.get(control, "")[:LONGEST_CONTROL].strip() for control in self.controls)
        if not is_listed(chosen, situation) and (other or chosen == NOT_LISTED):
            return self._read_other(other)
        return super().read(typed, situation)

    def _read_other(self, name: str) -> Reading:
        control = self.controls[1]
        if not name:
            return Reading(problem=Problem(control, N_("Please enter the town that is not on the list.")))
        if len(name) > LONGEST or unseen_characters(name):
            text = N_("The town must be %(longest)s visible characters or less.", longest=LONGEST)
            return Reading(problem=Problem(control, text))
        if looks_secret(name):
            return Reading(problem=Problem(control, kind_refusal(self.label)))
        return Reading(name)

    def as_typed(self, value: str) -> dict[str, str]:
        """In both controls: the list wins where it has the town."""
        return dict.fromkeys(self.controls, value)

    def shown(self, value: str) -> Text:
        """The name of the town; stored values are names already."""
        return Text("%(value)s", {"value": value})


def is_listed(town: str, situation: Situation) -> bool:
    """Whether a town is on the list of the municipality."""
    return any(place.name == town for place in _towns(situation))


def _towns(situation: Situation) -> tuple[Neighbourhood, ...]:
    return neighbourhoods(situation.town.prefecture, situation.town.city)


@lru_cache(maxsize=4)
def _choices(prefecture: str, city: str) -> tuple[Choice, ...]:
    """Made once for a town: their readings take longer to spell than the rest of a form takes to read."""
    return tuple(_choice(place) for place in neighbourhoods(prefecture, city))


@lru_cache(maxsize=4)
def _groups(prefecture: str, city: str) -> tuple[Group, ...]:
    return tuple(
        Group(N_("%(kana)s row (%(latin)s)", kana=kana, latin=latin), tuple(_choice(place) for place in places))
        for (kana, latin), places in groupby(neighbourhoods(prefecture, city), lambda place: place.row)
    )


def _choice(place: Neighbourhood) -> Choice:
    return Choice(
        place.name,
        N_("%(name)s %(hiragana)s (%(latin)s)", name=place.name, hiragana=place.hiragana, latin=place.latin),
    )
