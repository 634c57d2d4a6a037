"""What a simulated resident types into a form, made from the procedure's declaration; everybody is invented."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from random import Random

from intake.places import Neighbourhood, neighbourhoods
from intake.procedures.choosing import ChoiceField
from intake.procedures.closing import ConsentField
from intake.procedures.field import Field, Situation
from intake.procedures.numbers import CustomerNumberField, PhoneField, PostalCodeField
from intake.procedures.procedure import Procedure
from intake.procedures.town_list import TownField
from intake.procedures.wished_day import WishedDayField
from intake.procedures.writing import NoteField, TextField

SOMETIMES = 0.5
"""How often a question that may stay open is answered."""


class Hand:
    """A resident's hand: chance, and the one neighbourhood for each place of the form."""

    def __init__(self, chance: Random, situation: Situation) -> None:
        self.chance, self.situation = chance, situation
        self._places: dict[str, Neighbourhood] = {}

    def place(self, town_field: str) -> Neighbourhood:
        """The neighbourhood of a place; the same for its town and its postal code, another for a second place."""
        if town_field not in self._places:
            self._places[town_field] = self.chance.choice(self._free())
        return self._places[town_field]

    def _free(self) -> list[Neighbourhood]:
        town, taken = self.situation.town, self._places.values()
        return [
            place
            for place in neighbourhoods(town.prefecture, town.city)
            if place not in taken
            and not any(code in other.postal_codes for other in town.elsewhere for code in place.postal_codes)
        ]

    def has_to_answer(self, field: Field, typed: Mapping[str, str]) -> bool:
        """Whether a question can't stay open; the postal code can't where the town has several."""
        if isinstance(field, PostalCodeField) and field.in_area and not self.place(field.fills).postal_code:
            return True
        return field.is_required(typed)


def typed_by_a_resident(
    procedure: Procedure, situation: Situation, chance: Random, decided: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The text in every control. `decided` are answers that are not left to chance, by the name of the control."""
    hand, typed = Hand(chance, situation), dict(decided or {})
    for field in procedure.fields:
        if any(control in typed for control in field.controls):
            continue
        wanted = field.applies(typed) and (hand.has_to_answer(field, typed) or chance.random() < SOMETIMES)
        typed |= _answer(field, hand) if wanted else dict.fromkeys(field.controls, "")
    return typed


@singledispatch
def _answer(field: Field, hand: Hand) -> dict[str, str]:  # noqa: ARG001 - kinds of fields use it
    raise TypeError(f"nobody knows what to type into {field.kind}")


@_answer.register
def _(field: ChoiceField, hand: Hand) -> dict[str, str]:
    possible = [choice.value for choice in field.offered(hand.situation) if not choice.refusal]
    return {field.name: hand.chance.choice(possible)}


@_answer.register
def _(field: TownField, hand: Hand) -> dict[str, str]:
    return {field.controls[0]: hand.place(field.name).name, field.controls[1]: ""}


@_answer.register
def _(field: PostalCodeField, hand: Hand) -> dict[str, str]:
    return {field.name: hand.chance.choice(hand.place(field.fills).postal_codes)}


@_answer.register
def _(field: PhoneField, hand: Hand) -> dict[str, str]:
    return {field.name: f"090-0000-{hand.chance.randrange(10_000):04}"}


@_answer.register
def _(field: CustomerNumberField, hand: Hand) -> dict[str, str]:
    digits = hand.situation.town.customer_number_digits
    return {field.name: "".join(hand.chance.choices("0123456789", k=digits))}


@_answer.register
def _(field: ConsentField, hand: Hand) -> dict[str, str]:  # noqa: ARG001 - consent is not left to chance
    return {field.name: "yes"}


@_answer.register
def _(field: WishedDayField, hand: Hand) -> dict[str, str]:
    return field.as_typed(hand.chance.choice(field.next_days(hand.situation, 20)).isoformat())


@_answer.register
def _(field: TextField, hand: Hand) -> dict[str, str]:
    return {field.name: hand.chance.choice(field.examples)}


@_answer.register
def _(field: NoteField, hand: Hand) -> dict[str, str]:
    return {field.name: "\n".join(hand.chance.sample(field.examples, len(field.examples)))}
