"""What every field of a form has: a name, a label, a purpose, and a way to read what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from intake.text import N_, Text
from intake.town import Town

LONGEST_CONTROL = 2000
"""No control of any form takes more characters; what is longer is cut before it is looked at."""


@dataclass(frozen=True)
class Situation:
    """Where and when an application is made: rules depend on both."""

    town: Town
    at: datetime


@dataclass(frozen=True)
class Problem:
    """What is wrong, at which control, in words that help."""

    control: str
    text: Text


@dataclass(frozen=True)
class Reading:
    """A value in stored form, or the problem that kept it from being read."""

    value: str = ""
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `purpose` is shown in the register of personal data: why the bureau asks.

    `required_when` names another field and the value of it that makes this one required; with `only_when` it is
    required then, and not looked at otherwise.
    `private` values are masked on My Page until the resident has shown a second item.
    """

    name: str
    label: Text
    purpose: Text
    hint: Text | None = None
    required: bool = False
    required_when: tuple[str, str] | None = None
    only_when: tuple[str, str] | None = None
    private: bool = True
    autocomplete: str = "off"
    kind: ClassVar[str] = "text"

    @property
    def controls(self) -> tuple[str, ...]:
        """The names of the form controls."""
        return (self.name,)

    def is_required(self, typed: Mapping[str, str]) -> bool:
        """Whether an answer is needed, given the other answers."""
        condition = self.only_when or self.required_when
        return _holds(condition, typed) if condition else self.required

    def applies(self, answers: Mapping[str, str]) -> bool:
        """Whether the question is a question at all, given the other answers."""
        return self.only_when is None or _holds(self.only_when, answers)

    def read(self, typed: Mapping[str, str], situation: Situation) -> Reading:
        """The stored form of what was typed. Empty is a problem only where an answer is required."""
        if not self.applies(typed):
            return Reading()
        text = typed.get(self.name, "")[:LONGEST_CONTROL].strip()
        if text:
            return self.parse(text, situation)
        return self.wrong(self.empty_text()) if self.is_required(typed) else Reading()

    def parse(self, text: str, situation: Situation) -> Reading:  # noqa: ARG002 - kinds of fields use it
        """The stored form of a text that is not empty."""
        return Reading(text)

    def as_typed(self, value: str) -> dict[str, str]:
        """A stored value as text for the controls; reading that text gives the same stored value."""
        return {self.name: value}

    def empty_text(self) -> Text:
        """What to say when a required answer is missing."""
        return N_("Please enter: %(label)s", label=self.label)

    def wrong(self, text: Text) -> Reading:
        """A reading that names a problem at this field's first control."""
        return Reading(problem=Problem(self.controls[0], text))

    def shown(self, value: str) -> Text:
        """A stored value for people."""
        return Text("%(value)s", {"value": value})


def _holds(condition: tuple[str, str], typed: Mapping[str, str]) -> bool:
    other, value = condition
    return typed.get(other, "").strip() == value
