"""A page of the form as its template needs it: each question with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake.procedures.choosing import Choice, ChoiceField
from intake.procedures.field import Field, Problem, Situation
from intake.procedures.procedure import Procedure
from intake.procedures.reading import with_defaults
from intake.procedures.town_list import Group, TownField
from intake.procedures.wished_day import WishedDayField
from intake.text import Text


@dataclass(frozen=True)
class Question:
    """A field, the text in each of its controls, what can be chosen, and its problem if it has one.

    `possible` says which days can be had, where a day is asked for.
    `follow_ups` are the questions that are only asked after one choice, by the value of that choice.
    """

    field: Field
    typed: Mapping[str, str]
    choices: Sequence[Choice]
    groups: Sequence[Group]
    possible: Sequence[Text]
    problem: Problem | None
    follow_ups: Mapping[str, Sequence[Question]]

    @property
    def hurry(self) -> bool:
        """Whether the answer comes too late for the web, so that the page has to say how to be quicker."""
        return self.problem is not None and self.problem.hurry


def questions(
    fields: Sequence[Field], typed: Mapping[str, str], problems: Sequence[Problem], situation: Situation
) -> list[Question]:
    """The questions of a page in their order; what follows from a choice stands inside the question about it."""
    complete = with_defaults(tuple(fields), typed)
    by_control = {problem.control: problem for problem in problems}

    def question(field: Field) -> Question:
        after = [each for each in fields if each.only_when and each.only_when.field == field.name]
        values = dict.fromkeys(each.only_when.value for each in after if each.only_when)
        return Question(
            field,
            {control: complete.get(control, "") for control in field.controls},
            field.offered(situation) if isinstance(field, ChoiceField) else (),
            field.groups(situation) if isinstance(field, TownField) else (),
            field.possible(situation) if isinstance(field, WishedDayField) else (),
            next((by_control[control] for control in field.controls if control in by_control), None),
            {
                value: [question(each) for each in after if each.only_when and each.only_when.value == value]
                for value in values
            },
        )

    return [question(field) for field in fields if field.only_when is None]


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
    asked = with_defaults(procedure.fields, answers)
    return [
        Answer(
            field.label,
            field.shown(answers.get(field.name, "")),
            masked and field.private and bool(answers.get(field.name)),
            not answers.get(field.name),
        )
        for field in procedure.step(step).fields
        if field.applies(asked)
    ]
