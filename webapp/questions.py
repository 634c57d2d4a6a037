"""A page of the form as its template needs it: each question with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, Problem, Situation
from intake.procedures.procedure import Procedure
from intake.text import Text


@dataclass(frozen=True)
class Question:
    """A field, the text in each of its controls, its choices, and its problem if it has one."""

    field: Field
    typed: Mapping[str, str]
    choices: Sequence[Choice]
    problem: Problem | None

    @property
    def first(self) -> str:
        """The control that a link in the summary of problems leads to."""
        return self.problem.control if self.problem else self.field.controls[0]


def questions(
    fields: Sequence[Field], typed: Mapping[str, str], problems: Sequence[Problem], situation: Situation
) -> list[Question]:
    """The questions of a page in their order."""
    by_control = {problem.control: problem for problem in problems}
    return [
        Question(
            field,
            {control: typed.get(control, "") for control in field.controls},
            field.offered(situation) if isinstance(field, ChoiceField) else (),
            next((by_control[control] for control in field.controls if control in by_control), None),
        )
        for field in fields
    ]


@dataclass(frozen=True)
class Answer:
    """A label and a stored value in words, for the check page and My Page. `masked` hides the value."""

    label: Text
    value: Text
    masked: bool
    empty: bool


def answers_of(
    procedure: Procedure, step: str, answers: Mapping[str, str], *, masked: bool = False
) -> list[Answer]:
    """The answers of one step; with `masked`, private ones are hidden. What was no question is left out."""
    return [
        Answer(
            field.label,
            field.shown(answers.get(field.name, "")),
            masked and field.private and bool(answers.get(field.name)),
            not answers.get(field.name),
        )
        for field in procedure.step(step).fields
        if field.applies(answers)
    ]
