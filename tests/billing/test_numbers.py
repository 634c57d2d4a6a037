"""Rules of the numbers and of the reading of controls."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing import numbers, reading
from billing.place import Place

FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")


def test_the_reference_of_the_design_has_a_good_check_digit() -> None:
    assert reading.reference("412-070-395-7") == "4120703957"


@given(st.integers(1, 8_999_999), st.integers(0, 7), st.integers(1, 9))
def test_every_single_wrong_digit_of_a_customer_number_is_found(line: int, where: int, shift: int) -> None:
    good = numbers.customer_number(line)
    wrong = good[:where] + str((int(good[where]) + shift) % 10) + good[where + 1 :]
    assert reading.customer_number(good) == good
    with pytest.raises(reading.Unreadable):
        reading.customer_number(wrong)


@given(st.integers(1, 999_999))
def test_a_serial_is_read_as_it_is_printed_in_any_width(serial: int) -> None:
    printed = numbers.show_serial(serial)
    assert reading.serial(printed) == reading.serial(printed.translate(FULL_WIDTH)) == serial


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_any_width(day: date) -> None:
    typed = f"{day.year}/{day.month}/{day.day}"
    assert reading.day(typed) == reading.day(typed.translate(FULL_WIDTH)) == day


@pytest.mark.parametrize(
    "typed", ["2026/2/29", "2026/13/1", "2026/4/31", "2026/4/0", "26/4/1", "2026//1", "２０２六/4/1"]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.day(typed)


@pytest.mark.parametrize("typed", ["", "0", "1234567", "12a", "-", "٣", "9" * 5000])
def test_a_serial_that_no_slip_can_carry_is_refused(typed: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.serial(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("０４６５（００）００００", "0465000000"),
        ("090 0000 0000", "09000000000"),
        ("＋44 20 7946 0000", "+442079460000"),
    ],
)
def test_a_phone_number_is_taken_in_any_width_and_from_abroad(typed: str, kept: str) -> None:
    assert reading.phone(typed) == kept


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=100))
def test_a_line_is_kept_character_for_character(typed: str) -> None:
    assert reading.line(typed) == typed


def test_two_writings_of_one_place_are_the_same_tap_and_another_room_is_not() -> None:
    paper = Place("2500042", "荻窪", "３００－１", "水口 荘", "２０３")
    assert paper.key == Place("2500042", "荻窪", "300-1", "水口荘", "203").key
    assert paper.key != Place("2500042", "荻窪", "300-1", "水口荘", "202").key
