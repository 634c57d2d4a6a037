"""Reading a form: what was typed becomes answers in stored form, or problems at their controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.procedures.choosing import Choice, ChoiceField, calling
from intake.procedures.field import Field, Problem, Situation
from intake.procedures.place import with_postal_codes
from intake.procedures.procedure import Answers, Procedure, Step
from intake.text import Text


def read_fields(
    fields: tuple[Field, ...], typed: Mapping[str, str], situation: Situation
) -> tuple[dict[str, str], list[Problem]]:
    """What could be read of these fields, and the problems, in the order of the form."""
    complete = with_defaults(fields, typed)
    readings = {field.name: field.read(complete, situation) for field in fields}
    problems = [reading.problem for reading in readings.values() if reading.problem]
    return {name: reading.value for name, reading in readings.items()}, problems


def with_defaults(fields: tuple[Field, ...], typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, and the default where nothing was."""
    defaults = {field.name: field.default for field in fields if field.default}
    return {**typed, **{name: default for name, default in defaults.items() if not typed.get(name, "").strip()}}


def read_step(procedure: Procedure, step: Step, typed: Mapping[str, str], situation: Situation) -> list[Problem]:
    """The problems at the controls of one page, also those that only show beside the answers of another page."""
    controls = {control for field in step.fields for control in field.controls}
    return [problem for problem in read_all(procedure, typed, situation)[1] if problem.control in controls]


def read_all(
    procedure: Procedure, typed: Mapping[str, str], situation: Situation
) -> tuple[Answers, list[Problem]]:
    """All answers in stored form, filled in, and every problem of form and rules, in the order of the form."""
    answers, problems = read_fields(procedure.fields, typed, situation)
    broken = {problem.control for problem in problems}
    of_rules = [problem for rule in procedure.rules for problem in rule(answers, situation)]
    problems += [problem for problem in of_rules if problem.control not in broken]
    if problems:
        order = [control for field in procedure.fields for control in field.controls]
        return answers, sorted(problems, key=lambda problem: order.index(problem.control))
    return with_postal_codes(answers, procedure.places, situation), []


def cautions(procedure: Procedure, answers: Answers, situation: Situation) -> list[Text]:
    """What the resident should think about once more before submitting; nothing of it forbids it."""
    chosen = [choice.caution for choice in _chosen(procedure, answers) if choice.caution]
    odd = [caution.text for each in procedure.cautions for caution in each(answers)]
    return [calling(text, situation) for text in chosen] + odd


def flags(procedure: Procedure, answers: Answers) -> list[Text]:
    """What staff have to know before keying."""
    odd = [caution.flag for each in procedure.cautions for caution in each(answers)]
    return [choice.flag for choice in _chosen(procedure, answers) if choice.flag] + odd


def _chosen(procedure: Procedure, answers: Answers) -> Iterator[Choice]:
    for field in procedure.fields:
        if isinstance(field, ChoiceField) and field.applies(answers):
            choice = field.chosen(answers.get(field.name, ""))
            if choice:
                yield choice
