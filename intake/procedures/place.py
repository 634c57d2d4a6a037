"""A place where water is used: its fields, what can be wrong with it, and its lines on paper.

A procedure about two places has them twice, each under a prefix ("old_", "new_").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from intake.places import neighbourhoods, place_of
from intake.procedures.field import Field, Problem, Situation
from intake.procedures.numbers import PostalCodeField
from intake.procedures.procedure import Answers, PaperLine, PaperSection
from intake.procedures.town_list import TownField, is_listed
from intake.procedures.writing import TextField
from intake.text import N_, Text


def place_fields(prefix: str = "") -> tuple[Field, ...]:
    """Postal code, town, lot, building and room, each in a field of its own."""
    return (
        PostalCodeField(
            name=f"{prefix}zip",
            label=N_("Postal code"),
            purpose=N_("To find the place"),
            hint=N_("Leave it blank if you don't know it."),
            in_area=True,
            fills=f"{prefix}town",
        ),
        TownField(
            name=f"{prefix}town",
            label=N_("Town"),
            purpose=N_("To find the place"),
            required=True,
        ),
        TextField(
            name=f"{prefix}lot",
            label=N_("Lot number"),
            purpose=N_("To find the place"),
            hint=N_("Any way of writing it is fine, for example 1-2-3."),
            required=True,
            examples=("1-2-3", "１丁目２番３号", "45番地の6"),
        ),
        TextField(
            name=f"{prefix}building",
            label=N_("Building"),
            purpose=N_("To find the place"),
            longest=60,
            examples=("みなとハイツ", "コーポ水口Ⅱ", "Sunny House"),
        ),
        TextField(
            name=f"{prefix}room",
            label=N_("Room number"),
            purpose=N_("To open the right tap in a building with several homes"),
            hint=N_("Please enter it if you live in a flat."),
            longest=20,
            examples=("203", "２０４号室", "B-1"),
        ),
    )


def place_on_paper(title: Text, prefix: str = "") -> PaperSection:
    """A place as billing asks for it; the room number is set large."""
    return PaperSection(
        title,
        (
            PaperLine(f"{prefix}zip", "digits"),
            PaperLine(f"{prefix}town"),
            PaperLine(f"{prefix}lot", "digits"),
            PaperLine(f"{prefix}building"),
            PaperLine(f"{prefix}room", "room"),
        ),
    )


def place_rules(prefix: str = "") -> tuple[Callable[[Answers, Situation], Iterator[Problem]], ...]:
    """What a place has to keep to."""
    rules = (served_by_us, code_fits_town, code_of_an_unlisted_town, code_of_a_big_town)
    return tuple(partial(rule, prefix) for rule in rules)


def served_by_us(prefix: str, answers: Answers, situation: Situation) -> Iterator[Problem]:
    """Some places of the municipality get their water from another utility; a town's own code tells, too."""
    code, control = answers.get(f"{prefix}zip"), f"{prefix}zip"
    if not code:
        code, control = code_of(answers.get(f"{prefix}town", ""), situation), f"{prefix}town"
    for other in situation.town.elsewhere:
        if code in other.postal_codes:
            yield Problem(control, N_("This place gets its water from %(utility)s. Please call %(phone)s.",
                                      utility=other.utility, phone=other.phone))  # fmt: skip


def code_fits_town(prefix: str, answers: Answers, situation: Situation) -> Iterator[Problem]:
    """A postal code and a town that contradict each other would send a clerk to the wrong street."""
    code, town = answers.get(f"{prefix}zip", ""), answers.get(f"{prefix}town", "")
    place = place_of(code) if code else None
    if place and place.town and is_listed(town, situation) and place.town != town:
        text = N_("This postal code belongs to %(town)s. Correct the code or the town.", town=place.town)
        yield Problem(f"{prefix}zip", text)


def code_of_an_unlisted_town(prefix: str, answers: Answers, situation: Situation) -> Iterator[Problem]:
    """Without list and code nobody could tell whether the place is ours."""
    town = answers.get(f"{prefix}town", "")
    if town and not answers.get(f"{prefix}zip") and not is_listed(town, situation):
        text = N_("Please enter the postal code, because the town is not on the list.")
        yield Problem(f"{prefix}zip", text)


def code_of_a_big_town(prefix: str, answers: Answers, situation: Situation) -> Iterator[Problem]:
    """Where a town has several codes only the resident knows which part of it is meant."""
    town = answers.get(f"{prefix}town", "")
    if not answers.get(f"{prefix}zip") and is_listed(town, situation) and not code_of(town, situation):
        text = N_(
            "This town has several postal codes. Please enter yours. If you don't know it, please call %(phone)s"
            " or fax %(fax)s.",
            phone=situation.town.phone,
            fax=situation.town.fax,
        )
        yield Problem(f"{prefix}zip", text)


def code_of(town: str, situation: Situation) -> str:
    """The postal code of a town of the service area; empty where the town is not on the list or has several."""
    towns = neighbourhoods(situation.town.prefecture, situation.town.city)
    return next((place.postal_code for place in towns if place.name == town), "")


def with_postal_codes(answers: Answers, prefixes: tuple[str, ...], situation: Situation) -> dict[str, str]:
    """The answers, with blank postal codes filled in from the towns."""
    return {
        **answers,
        **{f"{each}zip": answers[f"{each}zip"] or code_of(answers[f"{each}town"], situation) for each in prefixes},
    }
