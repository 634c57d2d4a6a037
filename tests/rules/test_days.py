"""Days as people write them, and as a city office writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.days import day_text, era_text, read_number, read_year, short_day_text
from tests.rules.words import english, japanese


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("2026", 2026),
        ("２０２６", 2026),
        ("2026年", 2026),
        ("令和8", 2026),
        ("令和８年", 2026),
        ("㋿8年", 2026),
        ("R8", 2026),
        ("ｒ８", 2026),
        ("R.8", 2026),
        ("8", 2026),
        ("８", 2026),
        (" ８ ", 2026),
        ("令和元", 2019),
        ("令和元年", 2019),
        ("元", 2019),
        ("R10", 2028),
    ],
)
def test_a_year_is_read_in_both_calendars_and_any_width(typed: str, year: int) -> None:
    assert read_year(typed) == year


@pytest.mark.parametrize("typed", ["", "来年", "平成30", "H30", "令和", "令和0", "20266", "226", "8.5.1", "-"])
def test_what_is_no_year_is_not_guessed(typed: str) -> None:
    assert read_year(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("12月", 12),
        ("3日", 3),
        ("03", 3),
        ("", None),
        ("三", None),
        ("123", None),
        ("x", None),
    ],
)
def test_a_month_or_day_is_read_with_and_without_its_unit(typed: str, number: int | None) -> None:
    assert read_number(typed) == number


def test_a_day_is_written_with_era_and_weekday_in_japanese_and_without_doubt_in_english() -> None:
    day = date(2026, 12, 10)
    assert japanese(day_text(day)) == "2026年（令和8年）12月10日（木）"
    assert japanese(short_day_text(day)) == "12月10日（木）"
    assert english(day_text(day)) == "Thu 10 Dec 2026 (Reiwa 8)"
    assert english(short_day_text(day)) == "Thu 10 Dec 2026"


@pytest.mark.parametrize(
    ("day", "in_japanese", "in_english"),
    [
        (date(1926, 12, 25), "昭和元年", "Showa 1"),
        (date(1927, 1, 1), "昭和2年", "Showa 2"),
        (date(1989, 1, 7), "昭和64年", "Showa 64"),
        (date(1989, 1, 8), "平成元年", "Heisei 1"),
        (date(1990, 1, 1), "平成2年", "Heisei 2"),
        (date(2019, 4, 30), "平成31年", "Heisei 31"),
        (date(2019, 5, 1), "令和元年", "Reiwa 1"),
        (date(2019, 12, 31), "令和元年", "Reiwa 1"),
        (date(2020, 1, 1), "令和2年", "Reiwa 2"),
        (date(2026, 12, 31), "令和8年", "Reiwa 8"),
        (date(2027, 1, 1), "令和9年", "Reiwa 9"),
    ],
)
def test_an_era_ends_in_the_middle_of_a_year_and_its_first_year_is_named(
    day: date, in_japanese: str, in_english: str
) -> None:
    assert japanese(era_text(day)) == in_japanese
    assert english(era_text(day)) == in_english
    assert f"（{in_japanese}）" in japanese(day_text(day))


@given(st.dates(date(2020, 1, 1), date(2099, 12, 31)))
def test_a_year_that_was_written_out_is_read_again_in_both_calendars(day: date) -> None:
    western, reiwa = japanese(day_text(day)).split("（")[:2]
    assert read_year(western) == day.year
    assert read_year(reiwa.split("）")[0]) == day.year


@given(st.text(max_size=20))
def test_no_text_makes_the_reader_of_days_fail(typed: str) -> None:
    assert read_year(typed) is None or 0 <= (read_year(typed) or 0) <= 9999
    assert read_number(typed) is None or 0 <= (read_number(typed) or 0) <= 99
