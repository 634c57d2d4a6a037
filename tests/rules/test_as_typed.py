"""What is stored can be put back into the form: read again, it gives the same stored values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.procedures import PROCEDURES
from intake.procedures.choosing import ChoiceField
from intake.procedures.closing import ConsentField
from intake.procedures.dating import DateField
from intake.procedures.field import Field, Situation
from intake.procedures.procedure import Procedure
from intake.procedures.reading import read_all
from intake.procedures.start import START
from intake.procedures.writing import NoteField
from intake.town import read_town
from tests.scenery import ANSWERS, MONDAY_NOON
from webapp.again import as_typed

SITUATION = Situation(read_town(), MONDAY_NOON)


def declared() -> list[tuple[Procedure, Field]]:
    """Each field with the first procedure that asks it; others have the very same one, equal in every part."""
    once: list[tuple[Procedure, Field]] = []
    for procedure in PROCEDURES.values():
        known = [field for _, field in once]
        once += [(procedure, field) for field in procedure.fields if field not in known]
    return [each for each in once if not isinstance(each[1], ConsentField)]  # an old consent is none to a new one


KANA = "ぁあかがばぱゔんァアカガヴヵヶーヽﾞﾊﾟｶﾞ　 '’.-ＡＢab"
TYPED = st.one_of(
    st.text(max_size=210),
    st.text(KANA, max_size=45),
    st.text("a/ \n\t　", max_size=60),
    st.text("0123456789０１２-ー()+〒 ", max_size=16),
    st.from_regex(r"(\+\d{9}|0\d{9,10}|\d{3}-\d{4}|\d{8})", fullmatch=True),
    st.integers(2020, 2030).map(str),
    st.integers(1, 31).map(str),
    st.sampled_from(["250-0011", "R8", "令和元年", "１２月"]),
)


def typed_into(field: Field) -> st.SearchStrategy[dict[str, str]]:
    """Something in every control of a field, with the answer to another one that makes it a question."""
    condition = {field.only_when.field: field.only_when.value} if field.only_when else {}
    values = TYPED
    if isinstance(field, ChoiceField):
        values = st.sampled_from([choice.value for choice in field.offered(SITUATION)])
    elif isinstance(field, DateField):
        values = st.integers(1, 31).map(str) | st.sampled_from(["2026", "R8", "令和8", ""])
    return st.fixed_dictionaries(dict.fromkeys(field.controls, values)).map(lambda each: each | condition)


@pytest.mark.parametrize(("procedure", "field"), declared(), ids=lambda each: each.name)
@given(data=st.data())
def test_what_as_typed_gives_back_is_read_as_the_same_value(
    procedure: Procedure, field: Field, data: st.DataObject
) -> None:
    typed = data.draw(typed_into(field))
    first = field.read(typed, SITUATION)
    if first.problem:
        return
    back = field.as_typed(first.value)
    assert set(back) == set(field.controls)
    again = field.read(typed | back, SITUATION)
    assert (again.value, again.problem) == (first.value, None)


@given(lines=st.lists(st.text("ab/ 　", max_size=12), min_size=1, max_size=60), tail=st.text("ab /", max_size=80))
def test_a_note_that_was_short_enough_is_short_enough_again(lines: list[str], tail: str) -> None:
    note = next(field for field in START.fields if isinstance(field, NoteField))
    typed = "\n".join([*lines, tail])[: note.longest]
    stored = note.read({note.name: typed}, SITUATION)
    again = note.read(note.as_typed(stored.value), SITUATION)
    assert (again.value, again.problem) == (stored.value, None)


def test_a_day_comes_back_in_three_controls() -> None:
    back = START.field("start_date").as_typed("2026-12-10")
    assert [int(part) for part in back.values()] == [2026, 12, 10]
    assert list(back) == ["start_date_year", "start_date_month", "start_date_day"]


def test_a_whole_application_comes_back_as_it_was_but_for_the_consent() -> None:
    stored, problems = read_all(START, ANSWERS | {"note": "一行目\n二行目", "post_to": "place"}, SITUATION)
    assert not problems
    back = as_typed(START, stored)
    assert [problem.control for problem in read_all(START, back, SITUATION)[1]] == ["consent"]
    assert read_all(START, back | {"consent": "yes"}, SITUATION) == (stored, [])
