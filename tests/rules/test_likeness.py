"""How two applications are alike: a hint for people, the same from both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.likeness import Reason, alike, same_day
from intake.procedures.field import Situation
from intake.records import Record
from intake.town import read_town
from tests.rules.looking import stored
from tests.scenery import MONDAY_NOON

ANSWERS = stored(Situation(read_town(), MONDAY_NOON), customer_number="10428837")
ONE = Record("start", 1, "4120703957", "ja", "a@b.example", "2026-11-23T03:00:00+00:00", ANSWERS)
STRANGER = {"lot": "77", "phone": "0312345678", "customer_number": "10000018"}
EVERYTHING = frozenset(Reason)

answers = st.fixed_dictionaries(
    {
        "town": st.sampled_from(["栄町", "本町", ""]),
        "lot": st.sampled_from(["1-2-3", "１丁目２番３号", "1-2-4", ""]),
        "room": st.sampled_from(["204", "２０４号室", "", "B"]),
        "start_date": st.sampled_from(["2026-12-01", "2026-12-08", "2026-12-09", ""]),
        "customer_number": st.sampled_from(["10428837", "10000018", ""]),
        "phone": st.sampled_from(["09012345678", "+81312345678", ""]),
    },
    optional={"building": st.text(max_size=5)},
)


def record(**changed: str) -> Record:
    return replace(ONE, answers={**ANSWERS, **changed})


@given(answers, answers)
def test_it_is_the_same_from_both_sides(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = replace(ONE, answers=one), replace(ONE, answers=other)
    assert alike(first, second) == alike(second, first)
    assert same_day(first, second) == same_day(second, first)


@given(answers)
def test_a_record_is_alike_itself_in_all_that_it_has(own: dict[str, str]) -> None:
    one = replace(ONE, answers=own)
    has_place = own["town"] and own["lot"] and own["start_date"]
    expected = {
        Reason.PLACE: has_place,
        Reason.CUSTOMER_NUMBER: own["customer_number"],
        Reason.PHONE: own["phone"],
    }
    assert alike(one, one) == {reason for reason, there in expected.items() if there}


@given(st.text(max_size=20), st.text(max_size=20))
def test_it_can_be_told_of_any_text(lot: str, room: str) -> None:
    one = record(lot=lot, room=room)
    assert (Reason.PLACE in alike(one, one)) is bool(lot)


def test_a_stranger_is_not_alike() -> None:
    assert alike(ONE, record(**STRANGER)) == frozenset()
    assert alike(ONE, record()) == EVERYTHING


@pytest.mark.parametrize(
    "lot", ["１－２－３", "1‐2‐3", "1ー2ー3", "1丁目2番3号", "1丁目2番地の3", "1丁目2-3", " 1 - 2 - 3 "]
)
def test_one_lot_has_many_ways_of_writing(lot: str) -> None:
    assert alike(ONE, record(**STRANGER | {"lot": lot})) == {Reason.PLACE}


@pytest.mark.parametrize("room", ["２０４", "204号室", "204号", "２０４　号室"])
def test_one_room_has_many_ways_of_writing(room: str) -> None:
    assert Reason.PLACE in alike(ONE, record(room=room))


@pytest.mark.parametrize(
    "changed", [{"room": "205"}, {"room": ""}, {"lot": "1-23"}, {"lot": "12-3"}, {"town": "本町"}]
)
def test_another_room_lot_or_town_is_another_place(changed: dict[str, str]) -> None:
    assert Reason.PLACE not in alike(ONE, record(**changed))


@pytest.mark.parametrize(("day", "near"), [("2026-12-03", True), ("2026-12-17", True), ("2026-12-18", False)])
def test_a_place_is_the_same_within_seven_days_only(day: str, near: bool) -> None:
    assert (Reason.PLACE in alike(ONE, record(start_date=day))) is near
    assert {Reason.PHONE, Reason.CUSTOMER_NUMBER} <= alike(ONE, record(start_date=day))


def test_what_is_blank_in_both_is_not_shared() -> None:
    blank = record(phone="", customer_number="")
    assert alike(blank, blank) == {Reason.PLACE}


def test_applications_of_different_procedures_are_not_compared() -> None:
    assert alike(ONE, replace(ONE, procedure="another")) == frozenset()
    assert alike(replace(ONE, procedure="another"), ONE) == frozenset()


def test_comparing_changes_nothing_of_what_was_typed() -> None:
    typed = record(lot="１丁目２番３号")
    alike(typed, ONE)
    assert typed.answers["lot"] == "１丁目２番３号"
