"""Places of both towns: every one is known by its codes, and no code is guessed where a place has several."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.places import neighbourhoods, place_of
from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.town import Town
from simulation.residents import typed_by_a_resident
from tests.rules.words import by_control
from tests.scenery import MONDAY_NOON
from tests.towns.both import TOWNS, in_both_towns

ANOTHER = TOWNS["another"]
LOT = "字追分100番地の1"
NEEDS_CODE = (
    "この町には郵便番号がいくつかあります。郵便番号を入力してください。"
    "わからないときは、電話（018-000-0000）かファクス（018-000-0001）でお尋ねください。"
)
ELSEWHERE = "この地域は見本水道企業団の区域です。連絡先：018-000-0002"

instants = st.datetimes(datetime(2024, 1, 1), datetime(2033, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@in_both_towns
def test_every_code_of_every_place_leads_back_to_it(town: Town) -> None:
    places = neighbourhoods(town.prefecture, town.city)
    assert len({place.name for place in places}) == len(places)
    for place in places:
        for code in place.postal_codes:
            found = place_of(code)
            assert found
            assert (found.municipality, found.city, found.town) == (town.municipality, town.city, place.name)


def told(**typed: str) -> tuple[dict[str, str], dict[str, str]]:
    """What is stored of a start in the other town, and what is wrong with it."""
    situation = Situation(ANOTHER, MONDAY_NOON)
    usual = typed_by_a_resident(START, situation, Random(1), {"customer_number": ""})  # noqa: S311 - any resident
    answers, problems = read_all(START, usual | {"town_other": ""} | typed, situation)
    return dict(answers), by_control(problems)


@pytest.mark.parametrize(
    ("code", "town", "problem"),
    [
        ("", "天王大崎", {}),
        ("010-0202", "天王大崎", {}),
        ("", "天王", {"zip": NEEDS_CODE}),
        ("010-0201", "天王", {}),
        ("010-0101", "天王", {"zip": ELSEWHERE}),  # the part of the same place whose water is another's
        ("", "飯田川金山", {"town": ELSEWHERE}),
        ("018-1501", "飯田川金山", {"zip": ELSEWHERE}),
    ],
)
def test_a_place_tells_its_code_only_where_it_has_one(code: str, town: str, problem: dict[str, str]) -> None:
    answers, problems = told(zip=code, town=town, lot=LOT)
    assert problems == problem
    if not problem:
        assert answers["zip"] == (code or "010-0202").replace("-", "")
        assert answers["lot"] == LOT


@pytest.mark.parametrize(
    ("number", "fits"), [("1234567890", True), ("12345678", False), ("123456789", False), ("12345678901", False)]
)
def test_a_customer_number_has_as_many_digits_as_the_town_says(number: str, fits: bool) -> None:
    answers, problems = told(customer_number=number)
    assert (answers["customer_number"] == number, "customer_number" in problems) == (fits, not fits)


@pytest.mark.parametrize(
    ("town", "procedure", "field", "values"),
    [
        ("shipped", "stop", "settlement", ["debit", "invoice", "on_site"]),
        ("another", "stop", "settlement", ["debit", "invoice"]),
        ("shipped", "move", "payment", ["carry_on", "transfer", "invoice"]),
        ("another", "move", "payment", ["carry_on", "invoice"]),
        ("another", "start", "payment", ["invoice"]),
    ],
)
def test_the_ways_to_pay_are_those_of_the_town(town: str, procedure: str, field: str, values: list[str]) -> None:
    offered = PROCEDURES[procedure].field(field).offered(Situation(TOWNS[town], MONDAY_NOON))  # type: ignore[attr-defined]
    assert [choice.value for choice in offered] == values


@settings(max_examples=150)
@given(
    st.sampled_from(sorted(TOWNS)),
    st.sampled_from(sorted(PROCEDURES)),
    instants,
    st.randoms(use_true_random=False),
)
def test_what_a_resident_types_on_any_day_is_received_and_may_still_be_cancelled(
    town: str, name: str, at: datetime, chance: Random
) -> None:
    procedure, situation = PROCEDURES[name], Situation(TOWNS[town], at)
    answers, problems = read_all(procedure, typed_by_a_resident(procedure, situation, chance), situation)
    assert by_control(problems) == {}
    assert len(procedure.second_item(answers)[1]) == 4
    assert procedure.cancel_deadline(answers, situation) > at
