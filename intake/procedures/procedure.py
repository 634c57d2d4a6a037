"""A procedure: its steps and fields, its rules, its deadlines, and the order in which a clerk keys it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from intake.procedures.field import Field, Problem, Situation
from intake.text import Text

Answers = Mapping[str, str]
"""Field name to stored value."""

Emphasis = Literal["plain", "digits", "room"]


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    name: str
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class PaperLine:
    """One line of the slip: which field, and how it is set."""

    field: str
    emphasis: Emphasis = "plain"


@dataclass(frozen=True)
class PaperSection:
    """Lines that belong together on the billing system's screen."""

    title: Text
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True)
class Caution:
    """Odd, but nothing that forbids the application: said to the resident before submitting, and to staff."""

    text: Text
    flag: Text


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One declaration from which form, checks, check page, My Page, slip and register are made.

    `needed` is what to have at hand before, `afterwards` what the receipt says of the day itself.
    `rules` look at answers that could be read and return further problems; `cautions` return what is only odd.
    `places` are the prefixes under which places stand ("" for a procedure about one). `due_day` is the day that
    the application is about, `cancel_deadline` the last instant at which it may be cancelled on My Page.
    """

    name: str
    version: int
    title: Text
    summary: Text
    needed: tuple[Text, ...]
    afterwards: Text
    steps: tuple[Step, ...]
    slip: tuple[PaperSection, ...]
    places: tuple[str, ...] = ("",)
    rules: tuple[Callable[[Answers, Situation], Iterator[Problem]], ...]
    cautions: tuple[Callable[[Answers], Iterator[Caution]], ...] = ()
    due_day: Callable[[Answers, Situation], date]
    cancel_deadline: Callable[[Answers, Situation], datetime]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in the order of the form."""
        return tuple(field for step in self.steps for field in step.fields)

    def field(self, name: str) -> Field:
        """A field by its name; KeyError for a name that is not declared."""
        return {field.name: field for field in self.fields}[name]

    def step(self, name: str) -> Step:
        """A step by its name; KeyError for a name that is not declared."""
        return {step.name: step for step in self.steps}[name]

    def second_item(self, answers: Answers) -> tuple[str, str]:
        """Four digits that the applicant knows: the end of the phone number, or else of the place's postal code.

        Returns the name of the field and the digits; of two places it is the last one.
        """
        name = "phone" if answers.get("phone") else f"{self.places[-1]}zip"
        return name, answers[name][-4:]
