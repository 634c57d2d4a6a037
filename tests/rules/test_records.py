"""The record that is sealed, and the fingerprint by which screen and paper are compared."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.records import Record, canonical, fingerprint, read_record
from intake.sealing.mypage import ALPHABET

RECORD = Record("start", 1, "4120703957", "ja", "a@b.example", "2026-11-23T03:00:00+00:00", {"lot": "1-2-3"}, "00")
CHANGED = {"form": 2, "answers": {"lot": "1-2-4"}}


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50), max_size=8))
def test_a_record_is_read_back_as_it_was(answers: dict[str, str]) -> None:
    record = replace(RECORD, answers=answers)
    assert read_record(canonical(record)) == record


def test_the_same_answers_in_another_order_are_the_same_record() -> None:
    one, other = {"lot": "1", "room": "2"}, {"room": "2", "lot": "1"}
    assert canonical(replace(RECORD, answers=one)) == canonical(replace(RECORD, answers=other))


@pytest.mark.parametrize("name", [field.name for field in fields(Record)])
def test_the_fingerprint_changes_with_any_part(name: str) -> None:
    changed: dict[str, Any] = {name: CHANGED.get(name, "other")}
    assert fingerprint(replace(RECORD, **changed)) != fingerprint(RECORD)


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_fingerprint_changes_with_any_character_of_an_answer(one: str, other: str) -> None:
    first, second = (replace(RECORD, answers={"family_name": name}) for name in (one, other))
    assert (fingerprint(first) == fingerprint(second)) is (one == other)


def test_names_that_look_the_same_but_are_not_have_different_fingerprints() -> None:
    names = ("\u795e", "\ufa19", "か\u3099", "が", "葛\U000e0100", "葛\U000e0101", "葛")
    assert len({fingerprint(replace(RECORD, answers={"family_name": name})) for name in names}) == len(names)


def test_a_fingerprint_has_eight_characters_that_can_be_read_out() -> None:
    assert len(fingerprint(RECORD)) == 8
    assert set(fingerprint(RECORD)) <= set(ALPHABET)


def test_two_equal_applications_have_fingerprints_of_their_own() -> None:
    answers = (RECORD.procedure, 1, RECORD.reference, "ja", RECORD.email, RECORD.received_at, RECORD.answers)
    assert fingerprint(Record(*answers)) != fingerprint(Record(*answers))
