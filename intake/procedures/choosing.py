"""Fields in which one of several things is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from intake.procedures.field import Field, Reading, Situation
from intake.text import N_, Text

BUREAU = ""
"""Stands in a sentence where the town's phone or fax number goes; `calling` puts it there."""


@dataclass(frozen=True)
class Choice:
    """A value as stored and its words for people.

    `flag` warns staff on the slip, `caution` the resident before submitting; with `refusal` the matter ends here,
    kindly: it says where to go instead. These words may name phone and fax (BUREAU).
    """

    value: str
    label: Text
    flag: Text | None = None
    caution: Text | None = None
    refusal: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of a few, shown as radio buttons. The questions that follow from a choice stand below it."""

    kind: ClassVar[str] = "choice"
    choices: tuple[Choice, ...] = ()

    def offered(self, situation: Situation) -> tuple[Choice, ...]:  # noqa: ARG002 - subclasses ask the town
        """What may be chosen here and now."""
        return self.choices

    def parse(self, text: str, situation: Situation) -> Reading:
        """The value, if it is among those offered and leads on here."""
        chosen = next((choice for choice in self.offered(situation) if choice.value == text), None)
        if chosen is None:
            return self.wrong(self.empty_text())
        return self.wrong(calling(chosen.refusal, situation)) if chosen.refusal else Reading(text)

    def chosen(self, value: str) -> Choice | None:
        """The declared choice of a stored value."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def empty_text(self) -> Text:
        """Nothing is chosen yet."""
        return N_("Please choose: %(label)s", label=self.label)

    def shown(self, value: str) -> Text:
        """The words of the choice."""
        choice = self.chosen(value)
        return choice.label if choice else Text("")


@dataclass(frozen=True, kw_only=True)
class PaymentField(ChoiceField):
    """Ways to pay or to settle, of which a town has some and not others (`[payment]` in `town.toml`)."""

    def offered(self, situation: Situation) -> tuple[Choice, ...]:
        """The choices that the town names for this field."""
        return tuple(choice for choice in self.choices if choice.value in situation.town.payments[self.name])


def calling(text: Text, situation: Situation) -> Text:
    """The words with the town's numbers in them."""
    return Text(text.message, {**text.values, "phone": situation.town.phone, "fax": situation.town.fax})
