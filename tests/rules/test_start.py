"""The start of use: what is stored of what was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.records import Record, canonical
from intake.town import read_town
from tests.rules.looking import stored
from tests.rules.words import english, japanese
from tests.scenery import ANSWERS, MONDAY_NOON

CONTROLS = [control for field in START.fields for control in field.controls]
TYPED = st.one_of(
    st.text(), st.sampled_from([*ANSWERS.values(), "other", "email", "9999999", "\ud800", "a\u202eb"])
)
OTHER_ADDRESS = {"post_to": "other", "post_zip": "100-0001", "post_address": "東京都千代田区千代田1-1"}


def test_valid_answers_are_kept_in_their_stored_form(situation: Situation) -> None:
    answered = {name: value for name, value in stored(situation).items() if name in ANSWERS or value}
    assert answered == {
        "zip": "2500011",
        "town": "栄町",
        "lot": "1-2-3",
        "building": "みなとハイツ",
        "room": "204",
        "start_date": "2026-12-10",
        "customer_number": "",
        "water_runs": "yes",
        "family_name": "髙﨑",
        "given_name": "葛\U000e0100子",
        "family_kana": "タカサキ",
        "given_kana": "カツコ",
        "contact_method": "phone",
        "phone": "09012345678",
        "payment": "transfer",
        "post_to": "place",
        "post_zip": "",
        "post_address": "",
        "note": "",
        "user_kind": "person",
        "applied_by": "user",
        "use": "household",
        "consent": "2026-04 2026-11 2026-11-23T03:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0465-33-1300", "0465331300"),
        ("０４６５（３３）１３００", "0465331300"),
        ("090ー1234ー5678", "09012345678"),
        ("090−1234−5678", "09012345678"),
        ("+81 90 1234 5678", "+819012345678"),
        ("＋１（２１２）５５５ー０１２３", "+12125550123"),
    ],
)
def test_a_phone_number_is_read_however_it_is_written(situation: Situation, typed: str, kept: str) -> None:
    assert stored(situation, phone=typed)["phone"] == kept


@pytest.mark.parametrize("typed", ["250-0011", "2500011", "〒250-0011", "２５０ー００１１", "250−0011"])
def test_a_postal_code_is_read_however_it_is_written(situation: Situation, typed: str) -> None:
    assert stored(situation, zip=typed)["zip"] == "2500011"


def test_a_blank_postal_code_is_filled_in_from_the_town(situation: Situation) -> None:
    assert stored(situation, zip="", town="荻窪")["zip"] == "2500042"


@pytest.mark.parametrize("code", ["250-0000", "250-8555"], ids=["the whole city", "the city hall's own code"])
def test_a_code_that_is_no_towns_own_is_accepted_inside_the_city(situation: Situation, code: str) -> None:
    assert stored(situation, zip=code, town="荻窪")["zip"] == code.replace("-", "")


def test_a_phone_number_is_optional_for_those_who_chose_mail(situation: Situation) -> None:
    assert stored(situation, contact_method="email", phone="")["phone"] == ""
    assert stored(situation, contact_method="email", phone="0465-33-1300")["phone"] == "0465331300"


def test_another_address_is_kept_only_when_letters_go_there(situation: Situation) -> None:
    assert stored(situation, **OTHER_ADDRESS)["post_address"] == OTHER_ADDRESS["post_address"]
    back = stored(situation, **OTHER_ADDRESS | {"post_to": "place"})
    assert (back["post_zip"], back["post_address"]) == ("", "")


def test_the_lines_of_a_note_are_kept_apart_by_a_bar(situation: Situation) -> None:
    assert stored(situation, note=" 犬がいます \r\n\n裏口へ\tどうぞ ")["note"] == "犬がいます / 裏口へ どうぞ"


@pytest.mark.parametrize("day", ["2026-10-23", "2026-11-22", "2026-11-26", "2026-12-05", "2027-01-22"])
def test_a_start_lies_up_to_31_days_back_or_from_the_third_work_day_to_60_days_ahead(
    situation: Situation, day: str
) -> None:
    year, month, number = day.split("-")
    typed = {"start_date_year": year, "start_date_month": month, "start_date_day": number}
    assert stored(situation, **typed)["start_date"] == day


@given(
    base=st.sampled_from([{}, ANSWERS]),
    typed=st.dictionaries(st.sampled_from(CONTROLS), TYPED, max_size=len(CONTROLS)),
)
def test_any_text_in_any_control_gives_either_answers_or_problems(
    base: dict[str, str], typed: dict[str, str]
) -> None:
    situation = Situation(read_town(), MONDAY_NOON)
    answers, problems = read_all(START, base | typed, situation)
    assert {problem.control for problem in problems} <= set(CONTROLS)
    for problem in problems:
        assert japanese(problem.text).encode()
        assert english(problem.text).encode()
    if not problems:
        assert START.cancel_deadline(answers, situation) > MONDAY_NOON
        assert len(START.second_item(answers)[1]) == 4
        assert all(japanese(field.shown(answers[field.name])) is not None for field in START.fields)
        assert canonical(Record("start", 1, "4120703957", "ja", "a@b.example", "", answers))
