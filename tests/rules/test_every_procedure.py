"""What holds for each of the procedures, whoever fills in the form and whatever is typed."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.procedures import PROCEDURES
from intake.procedures.closing import ConsentField
from intake.procedures.field import Situation
from intake.procedures.procedure import Answers, Procedure
from intake.procedures.reading import cautions, flags, read_all, read_step
from intake.records import Record, canonical, read_record
from intake.text import Text
from intake.town import read_town
from simulation.residents import typed_by_a_resident
from tests.rules.words import WORDS, english, japanese
from tests.scenery import MONDAY_NOON

SITUATION = Situation(read_town(), MONDAY_NOON)
ODD = st.one_of(
    st.text(),
    st.sampled_from(["other", "abroad", "company", "one_name", "yes", "no", "owner", "debit", "栄町", "250-0011"]),
    st.sampled_from(["2026/12/10", "R8", "\ud800", "a\u202eb", "0" * 3000, "9" * 19, "２０２６", "\n", "%(x)s"]),
)
PROCEDURE = st.sampled_from(list(PROCEDURES.values()))
every_procedure = pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)


def resident(procedure: Procedure, seed: int) -> dict[str, str]:
    return typed_by_a_resident(procedure, SITUATION, Random(seed))  # noqa: S311 - play, no secret


def accepted(procedure: Procedure, typed: dict[str, str]) -> Answers:
    answers, problems = read_all(procedure, typed, SITUATION)
    assert not problems, [problem.control for problem in problems]
    return answers


@given(PROCEDURE, st.integers())
def test_what_a_simulated_resident_types_is_accepted(procedure: Procedure, seed: int) -> None:
    answers = accepted(procedure, resident(procedure, seed))
    assert set(answers) == {field.name for field in procedure.fields}
    assert procedure.cancel_deadline(answers, SITUATION).tzinfo
    assert procedure.due_day(answers, SITUATION).isoformat() >= "2026-11-23"
    assert len(procedure.second_item(answers)[1]) == 4


@given(PROCEDURE, st.integers())
def test_a_stored_answer_can_be_typed_again(procedure: Procedure, seed: int) -> None:
    """All but the consent, which is given anew each time."""
    answers = accepted(procedure, resident(procedure, seed))
    again = {k: v for field in procedure.fields for k, v in field.as_typed(answers[field.name]).items()}
    consent = next(field for field in procedure.fields if isinstance(field, ConsentField))
    assert again[consent.name] == ""
    assert accepted(procedure, again | {consent.name: "yes"}) == answers


@given(PROCEDURE, st.integers())
def test_what_is_said_of_an_application_stands_in_the_catalogue(procedure: Procedure, seed: int) -> None:
    answers = accepted(procedure, resident(procedure, seed))
    for text in [*flags(procedure, answers), *cautions(procedure, answers, SITUATION)]:
        assert text.message in WORDS
        assert said_in_full(text, japanese)
        assert said_in_full(text, english)


def said_in_full(text: Text, say: Callable[[Text], str]) -> bool:
    """With the town's phone number in it where its place is."""
    words = say(text)
    return "%(" not in words and (SITUATION.town.phone in words) == ("%(phone)s" in text.message)


@every_procedure
@given(st.data())
def test_any_text_in_any_control_gives_either_answers_or_problems(
    procedure: Procedure, data: st.DataObject
) -> None:
    controls = [control for field in procedure.fields for control in field.controls]
    base = data.draw(st.sampled_from([{}, resident(procedure, 1), resident(procedure, 2)]))
    typed = base | data.draw(st.dictionaries(st.sampled_from(controls), ODD, max_size=len(controls)))
    answers, problems = read_all(procedure, typed, SITUATION)
    said = [problem.control for problem in problems]
    assert set(said) <= set(controls)
    assert len(said) == len(set(said))
    for problem in problems:
        assert japanese(problem.text).encode()
        assert english(problem.text).encode()
    if not problems:
        record = Record(procedure.name, 1, "4120703957", "ja", "a@b.example", "", answers)
        assert read_record(canonical(record)) == record
        assert procedure.cancel_deadline(answers, SITUATION)
        assert all(japanese(field.shown(answers[field.name])) is not None for field in procedure.fields)


def test_a_problem_between_two_pages_is_told_on_the_page_where_it_can_be_mended() -> None:
    move = PROCEDURES["move"]
    parts = {"zip": "", "town": "栄町", "lot": "1", "building": "", "room": ""}
    same = {f"{prefix}{part}": text for prefix in move.places for part, text in parts.items()}
    for step in move.steps:
        told = [problem.control for problem in read_step(move, step, resident(move, 1) | same, SITUATION)]
        assert told == (["new_lot"] if step.name == "new" else [])


def test_problems_stand_in_the_order_of_the_form() -> None:
    start = PROCEDURES["start"]
    wrong = {"zip": "250-0042", "town": "栄町", "lot": "", "room": "1" * 30}
    told = [problem.control for problem in read_all(start, resident(start, 1) | wrong, SITUATION)[1]]
    assert told == ["zip", "lot", "room"]
