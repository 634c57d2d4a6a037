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


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """One declaration from which form, checks, check page, My Page, slip and register are made.

    `rules` look at answers that could be read and return further problems; `complete` fills in what can be
    known from other answers; `second_item` returns four digits that the applicant knows, and from which field.
    """

    name: str
    version: int
    title: Text
    summary: Text
    needed: tuple[Text, ...]
    steps: tuple[Step, ...]
    slip: tuple[PaperSection, ...]
    rules: tuple[Callable[[Answers, Situation], Iterator[Problem]], ...]
    complete: Callable[[Answers, Situation], Answers]
    due_day: Callable[[Answers], date]
    cancel_deadline: Callable[[Answers, Situation], datetime]
    earliest: Callable[[Situation], date]
    second_item: Callable[[Answers], tuple[str, str]]

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


def read_fields(
    fields: tuple[Field, ...], typed: Mapping[str, str], situation: Situation
) -> tuple[dict[str, str], list[Problem]]:
    """What could be read of these fields, and the problems, in the order of the form."""
    readings = {field.name: field.read(typed, situation) for field in fields}
    problems = [reading.problem for reading in readings.values() if reading.problem]
    return {name: reading.value for name, reading in readings.items()}, problems


def read_step(procedure: Procedure, step: Step, typed: Mapping[str, str], situation: Situation) -> list[Problem]:
    """The problems of one page: of its fields, and of the rules that concern its controls."""
    answers, problems = read_fields(step.fields, typed, situation)
    controls = {control for field in step.fields for control in field.controls}
    broken = {problem.control for problem in problems}
    of_rules = (problem for rule in procedure.rules for problem in rule(answers, situation))
    return problems + [p for p in of_rules if p.control in controls and p.control not in broken]


def read_all(
    procedure: Procedure, typed: Mapping[str, str], situation: Situation
) -> tuple[Answers, list[Problem]]:
    """All answers in stored form, filled in, and every problem of form and rules."""
    answers, problems = read_fields(procedure.fields, typed, situation)
    broken = {problem.control for problem in problems}
    of_rules = [problem for rule in procedure.rules for problem in rule(answers, situation)]
    problems += [problem for problem in of_rules if problem.control not in broken]
    return (answers if problems else procedure.complete(answers, situation)), problems
