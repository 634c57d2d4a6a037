"""Nobody has to invent an answer, and nobody's secret number slips in by a side door."""

import pytest

from intake.procedures import PROCEDURES
from intake.procedures.closing import ConsentField
from intake.procedures.field import Field, Situation
from intake.procedures.reading import read_all
from intake.procedures.town_list import NOT_LISTED, TownField
from intake.procedures.writing import KanaField, TextField
from tests.rules.looking import stored
from tests.rules.words import by_control
from tests.scenery import ANSWERS

CARD = "4111 1111 1111 1111"
FREE = [
    pytest.param(field, id=f"{procedure.name} {field.name}")
    for procedure in PROCEDURES.values()
    for field in procedure.fields
    if isinstance(field, TextField) and not isinstance(field, KanaField | ConsentField)
]


@pytest.mark.parametrize("field", FREE)
def test_a_card_number_is_stopped_in_every_line_that_is_written_freely(
    field: TextField, situation: Situation
) -> None:
    assert field.parse(CARD[: field.longest], situation).problem


def test_a_card_number_is_no_town(situation: Situation) -> None:
    for field in (field for each in PROCEDURES.values() for field in each.fields):
        if isinstance(field, TownField):
            typed = {field.name: NOT_LISTED, field.controls[1]: CARD}
            assert field.read(typed, situation).problem


@pytest.mark.parametrize("typed", ["4111 1111\r\n1111 1111", "4111-1111 1111-1111", "４１１１\n1111-1111 1111"])
def test_a_card_number_is_told_by_its_groups_whatever_stands_between(typed: str, situation: Situation) -> None:
    assert note_of().parse(typed, situation).problem


def test_a_line_break_counts_as_one_character_as_people_count(situation: Situation) -> None:
    lines = ["あ" * 18] * 10 + ["あ" * 9]
    assert not note_of().parse("\r\n".join(lines), situation).problem


@pytest.mark.parametrize("typed", ["不明", "わからない", "Unknown"])
def test_a_reading_that_nobody_knows_need_not_be_invented(typed: str, situation: Situation) -> None:
    assert stored(situation, family_kana=typed)["family_kana"] == "不明"


def test_who_applies_for_somebody_may_be_called_instead(situation: Situation) -> None:
    proxy = {"applied_by": "other", "relation": "agent", "applicant_name": "みなと不動産", "phone": ""}
    assert stored(situation, **proxy, applicant_phone="0465-33-1300")["phone"] == ""
    for alone in (proxy | {"applicant_phone": ""}, {"phone": "", "applicant_phone": "0465-33-1300"}):
        _, problems = read_all(PROCEDURES["start"], ANSWERS | alone, situation)
        assert list(by_control(problems)) == ["phone"]


def note_of() -> Field:
    return PROCEDURES["start"].field("note")
