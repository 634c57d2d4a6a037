"""The longest answers that a form takes: what the slip has to find room for on one sheet."""

from functools import singledispatch

from intake.procedures.choosing import ChoiceField
from intake.procedures.closing import ConsentField
from intake.procedures.dating import DateField
from intake.procedures.field import Field
from intake.procedures.numbers import CustomerNumberField, PhoneField, PostalCodeField
from intake.procedures.procedure import Procedure
from intake.procedures.town_list import TownField
from intake.procedures.writing import KanaField, NoteField, TextField

from .filled import SITUATION

FIRST_DAYS = {"start_date": "2027-01-20"}
"""Long after the stop of a move, which is odd enough for a flag."""


def longest(procedure: Procedure, **decided: str) -> dict[str, str]:
    """The longest answer to every question, and of choices the one with a flag; `decided` are to be others."""
    typed: dict[str, str] = {}
    for field in procedure.fields:
        typed |= _longest(field)
    return typed | decided


@singledispatch
def _longest(field: Field) -> dict[str, str]:
    raise TypeError(f"nobody knows the longest answer of {field.kind}")


@_longest.register
def _(field: ChoiceField) -> dict[str, str]:
    possible = [choice for choice in field.offered(SITUATION) if not choice.refusal]
    flagged = max(possible, key=lambda choice: (choice.flag is not None, len(choice.label.message)))
    return {field.name: flagged.value}


@_longest.register
def _(field: TownField) -> dict[str, str]:
    return {field.name: "小八幡"}


@_longest.register
def _(field: PostalCodeField) -> dict[str, str]:
    return {field.name: "256-0815"}


@_longest.register
def _(field: PhoneField) -> dict[str, str]:
    return {field.name: "+441234567890123"}


@_longest.register
def _(field: CustomerNumberField) -> dict[str, str]:
    return {field.name: "10428837"}


@_longest.register
def _(field: ConsentField) -> dict[str, str]:
    return {field.name: "yes"}


@_longest.register
def _(field: DateField) -> dict[str, str]:
    return field.as_typed(FIRST_DAYS.get(field.name, "2026-12-10"))


@_longest.register
def _(field: TextField) -> dict[str, str]:
    """Full width all along; a rare character in it but for the new place, which must differ from the old one."""
    first = "新" if field.name.startswith("new") else "髙"
    return {field.name: (first + "漢" * field.longest)[: field.longest]}


@_longest.register
def _(field: NoteField) -> dict[str, str]:
    """An address abroad is Latin, a note may be kanji all over."""
    line = "Llanfairpwllgwyngyll " * 3 if field.name == "post_abroad" else "漢" * 46
    return {field.name: "\n".join([line] * 10)[: field.longest].strip()}


@_longest.register
def _(field: KanaField) -> dict[str, str]:
    return {field.name: "ヴ" * field.longest}
