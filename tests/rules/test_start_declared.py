"""The start of use as it is declared: what is offered, shown and printed, and by when it may be cancelled."""

from dataclasses import replace
from datetime import date, datetime

from intake.clock import WALL
from intake.procedures import PROCEDURES, offered
from intake.procedures.field import Situation
from intake.procedures.reading import read_all, read_step
from intake.procedures.start import START
from intake.procedures.using import START_DATE
from intake.town import Town
from tests.rules.looking import stored
from tests.rules.words import english, japanese
from tests.scenery import ANSWERS


def test_a_start_may_be_cancelled_until_the_day_before_and_a_past_one_for_a_day(situation: Situation) -> None:
    assert START_DATE.earliest(situation) == date(2026, 11, 26)
    ahead, past = stored(situation), stored(situation) | {"start_date": "2026-11-01"}
    assert START.due_day(ahead, situation) == date(2026, 12, 10)
    assert START.cancel_deadline(ahead, situation) == datetime(2026, 12, 9, 23, 59, 59, 999999, WALL)
    assert START.cancel_deadline(past, situation) == datetime(2026, 11, 24, 12, 0, tzinfo=WALL)


def test_the_second_item_is_the_end_of_the_phone_number_or_else_of_the_postal_code(situation: Situation) -> None:
    assert START.second_item(stored(situation)) == ("phone", "5678")
    assert START.second_item(stored(situation, contact_method="email", phone="", zip="")) == ("zip", "0011")


def test_what_was_stored_is_shown_in_the_words_of_the_form(situation: Situation) -> None:
    answers = stored(situation)
    shown = {field.name: japanese(field.shown(answers[field.name])) for field in START.fields}
    assert shown["zip"] == "250-0011"
    assert shown["town"] == "栄町"
    assert shown["start_date"] == "2026年（令和8年）12月10日（木）"
    assert shown["payment"] == "口座振替（申込用紙をお送りします）"
    assert shown["note"] == shown["customer_number"] == ""


def test_towns_are_offered_by_name_and_in_english_with_their_reading(
    situation: Situation,
) -> None:
    towns = START.field("town").offered(situation)  # type: ignore[attr-defined]
    ogikubo = next(choice for choice in towns if choice.value == "荻窪")
    assert len(towns) == 84
    assert japanese(ogikubo.label) == "荻窪（おぎくぼ）"
    assert english(ogikubo.label) == "荻窪 おぎくぼ (Ogikubo)"


def test_only_the_payments_of_the_town_are_offered(situation: Situation) -> None:
    invoices = replace(situation.town, payments={"payment": ("invoice",)})
    _, problems = read_all(START, ANSWERS, replace(situation, town=invoices))
    assert [problem.control for problem in problems] == ["payment"]


def test_a_town_offers_the_procedures_that_it_names(town: Town) -> None:
    assert offered(town) == tuple(PROCEDURES.values())
    assert offered(replace(town, procedures=("stop", "start"))) == (PROCEDURES["stop"], PROCEDURES["start"])


def test_every_field_has_its_line_on_the_slip_once() -> None:
    lines = [line.field for section in START.slip for line in section.lines]
    assert sorted(lines) == sorted(field.name for field in START.fields)


def test_each_page_of_the_form_tells_only_of_its_own_controls(situation: Situation) -> None:
    for step in START.steps:
        own = {control for field in step.fields for control in field.controls}
        assert {problem.control for problem in read_step(START, step, {}, situation)} <= own
        assert not read_step(START, step, ANSWERS, situation)
