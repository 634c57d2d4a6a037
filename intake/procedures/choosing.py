"""Fields in which one of several things is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from intake.places import neighbourhoods
from intake.procedures.field import Field, Reading, Situation
from intake.text import N_, Text


@dataclass(frozen=True)
class Choice:
    """A value as stored and its words for people."""

    value: str
    label: Text


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of a few, shown as radio buttons."""

    kind: ClassVar[str] = "choice"
    choices: tuple[Choice, ...] = ()

    def offered(self, situation: Situation) -> tuple[Choice, ...]:  # noqa: ARG002 - subclasses ask the town
        """What may be chosen here and now."""
        return self.choices

    def parse(self, text: str, situation: Situation) -> Reading:
        """The value, if it is among those offered."""
        if text in {choice.value for choice in self.offered(situation)}:
            return Reading(text)
        return self.wrong(self.empty_text())

    def empty_text(self) -> Text:
        """Nothing is chosen yet."""
        return N_("Please choose: %(label)s", label=self.label)

    def shown(self, value: str) -> Text:
        """The words of the choice."""
        return next((choice.label for choice in self.choices if choice.value == value), Text(""))


@dataclass(frozen=True, kw_only=True)
class PaymentField(ChoiceField):
    """Ways of payment that the town offers."""

    def offered(self, situation: Situation) -> tuple[Choice, ...]:
        """The choices that `town.toml` names for a start."""
        return tuple(choice for choice in self.choices if choice.value in situation.town.start.payment)


@dataclass(frozen=True, kw_only=True)
class TownField(ChoiceField):
    """A town of the municipality, from the list of the post office, sorted by its reading."""

    kind: ClassVar[str] = "select"

    def offered(self, situation: Situation) -> tuple[Choice, ...]:
        """Every town of the service area, with its reading in Latin letters."""
        town = situation.town
        return tuple(
            Choice(place.name, N_("%(name)s (%(latin)s)", name=place.name, latin=place.latin))
            for place in neighbourhoods(town.prefecture, town.city)
        )

    def shown(self, value: str) -> Text:
        """The name of the town; stored values are names already."""
        return Text("%(value)s", {"value": value})
