"""The reference that residents read out and clerks type in."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import damm

from intake.reference import WrongReference, new_reference, read_reference, shown

REFERENCES = st.integers(100_000_000, 999_999_999).map(
    lambda number: f"{number}{damm.calc_check_digit(str(number))}"
)


def refused(reference: str) -> bool:
    try:
        read_reference(reference)
    except WrongReference:
        return True
    return False


@pytest.mark.parametrize(
    "typed", ["412-070-395-7", "4120703957", "４１２−０７０−３９５−７", "412 070 395 7", "412ー070ー395ー7"]
)
def test_a_reference_is_read_however_it_is_written(typed: str) -> None:
    assert read_reference(typed) == "4120703957"


@pytest.mark.parametrize("typed", ["", "412-070-395", "412-070-395-8", "0123456789", "受付番号", "4120703957" * 2])
def test_what_is_no_reference_is_refused(typed: str) -> None:
    assert refused(typed)


def test_a_new_reference_is_read_back_from_the_form_in_which_it_is_shown() -> None:
    for _ in range(50):
        reference = new_reference()
        assert read_reference(shown(reference)) == reference
        assert [len(group) for group in shown(reference).split("-")] == [3, 3, 3, 1]


@given(REFERENCES, st.integers(0, 9), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(reference: str, place: int, digit: str) -> None:
    assume(reference[place] != digit)
    assert refused(reference[:place] + digit + reference[place + 1 :])


@given(REFERENCES, st.integers(0, 8))
def test_two_neighbouring_digits_in_the_wrong_order_are_always_found(reference: str, place: int) -> None:
    first, second = reference[place], reference[place + 1]
    assume(first != second)
    assert refused(reference[:place] + second + first + reference[place + 2 :])


@pytest.mark.check(25)
def test_of_a_thousand_references_no_wrong_digit_and_no_swap_of_neighbours_passes() -> None:
    chance = Random(25)  # noqa: S311 - numbers for a test
    passed = []
    for _ in range(1000):
        number = str(chance.randint(100_000_000, 999_999_999))
        reference = number + damm.calc_check_digit(number)
        assert not refused(reference)
        wrong = [reference[:at] + digit + reference[at + 1 :] for at in range(10) for digit in "0123456789"]
        wrong += [reference[:at] + reference[at + 1] + reference[at] + reference[at + 2 :] for at in range(9)]
        passed += [each for each in wrong if each != reference and not refused(each)]
    assert passed == []
