"""Wished days at both sides of each border: midnight in Japan, the cut-off hour, first, last and oldest day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from intake.clock import WALL
from intake.days import day_text
from intake.procedures import PROCEDURES
from intake.procedures.field import Reading, Situation
from intake.procedures.wished_day import WishedDayField
from tests.rules.words import english, japanese
from tests.towns.both import TOWNS

ONE_DAY = timedelta(days=1)
FIELDS = {
    f"{procedure.name} {field.name}": field
    for procedure in PROCEDURES.values()
    for field in procedure.fields
    if isinstance(field, WishedDayField)
}


@dataclass(frozen=True)
class Window:
    """From when on the table counts, and the days at its borders; `oldest` None: no past day at all."""

    town: str
    terms: str
    at: datetime
    oldest: date | None
    first: date
    last: date


def japan(day: str, hour: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=WALL)


def window(town: str, terms: str, at: str, oldest: str, first: str, last: str) -> object:
    day, hour = at.split()
    past = date.fromisoformat(oldest) if oldest else None
    row = Window(town, terms, japan(day, hour), past, date.fromisoformat(first), date.fromisoformat(last))
    return pytest.param(row, id=f"{town} {terms} {at}")


TABLE = [
    # Wednesday to Thursday: midnight in Japan moves every border by a day
    window("shipped", "start", "2026-12-02 23:59:59.999999", "2026-11-01", "2026-12-07", "2027-01-31"),
    window("shipped", "start", "2026-12-03 00:00:00", "2026-11-02", "2026-12-08", "2027-02-01"),
    window("shipped", "stop", "2026-12-02 23:59:59.999999", "", "2026-12-07", "2027-01-31"),
    window("shipped", "stop", "2026-12-03 00:00:00", "", "2026-12-08", "2027-02-01"),
    window("shipped", "name_change", "2026-12-02 23:59:59.999999", "2026-11-01", "2026-12-02", "2027-01-02"),
    window("shipped", "name_change", "2026-12-03 00:00:00", "2026-11-02", "2026-12-03", "2027-01-03"),
    # with a cut-off hour the first day moves at three o'clock and not at midnight, the others at midnight only
    window("another", "start", "2026-12-02 14:59:59.999999", "2026-11-18", "2026-12-09", "2027-01-09"),
    window("another", "start", "2026-12-02 15:00:00", "2026-11-18", "2026-12-10", "2027-01-09"),
    window("another", "start", "2026-12-02 23:59:59.999999", "2026-11-18", "2026-12-10", "2027-01-09"),
    window("another", "start", "2026-12-03 00:00:00", "2026-11-19", "2026-12-10", "2027-01-12"),
    window("another", "stop", "2026-12-02 14:59:59.999999", "", "2026-12-04", "2027-03-02"),
    window("another", "stop", "2026-12-02 15:00:00", "", "2026-12-05", "2027-03-02"),
    window("another", "stop", "2026-12-03 00:00:00", "", "2026-12-05", "2027-03-03"),
    window("another", "name_change", "2026-12-04 14:59:59.999999", "", "2026-12-05", "2026-12-29"),
    window("another", "name_change", "2026-12-04 15:00:00", "", "2026-12-08", "2026-12-29"),
    # a weekend, a public holiday (23 November 2026, a Monday), New Year
    window("shipped", "start", "2026-12-05 12:00:00", "2026-11-04", "2026-12-09", "2027-02-03"),
    window("shipped", "start", "2026-11-20 12:00:00", "2026-10-20", "2026-11-26", "2027-01-19"),
    window("shipped", "start", "2026-11-23 12:00:00", "2026-10-23", "2026-11-26", "2027-01-22"),
    window("shipped", "start", "2026-12-24 23:59:59", "2026-11-23", "2027-01-04", "2027-02-22"),
    window("shipped", "start", "2026-12-25 00:00:00", "2026-11-24", "2027-01-05", "2027-02-23"),
    window("another", "start", "2026-12-28 12:00:00", "2026-12-14", "2027-01-08", "2027-02-06"),
    window("another", "stop", "2026-12-28 15:00:00", "", "2027-01-06", "2027-03-27"),
]
in_every_window = pytest.mark.parametrize("row", TABLE)


def told(row: Window, field: WishedDayField, day: date) -> Reading:
    return field.check(day, Situation(TOWNS[row.town], row.at))


def fields(row: Window) -> list[WishedDayField]:
    """The questions of all procedures that keep to these terms: a move has two of them."""
    return [field for field in FIELDS.values() if field.terms == row.terms]


def test_every_term_has_its_questions_and_a_move_has_two() -> None:
    assert {name: field.terms for name, field in FIELDS.items()} == {
        "start start_date": "start",
        "stop stop_date": "stop",
        "move stop_date": "stop",
        "move start_date": "start",
        "name_change change_date": "name_change",
    }


@in_every_window
def test_the_first_day_can_be_had_and_the_day_before_it_only_on_the_phone(row: Window) -> None:
    for field in fields(row):
        assert told(row, field, row.first) == Reading(row.first.isoformat())
        assert field.earliest(Situation(TOWNS[row.town], row.at)) == row.first
        early, today = told(row, field, row.first - ONE_DAY).problem, row.at.date()
        if row.first > today:
            assert early
            assert early.hurry
            assert early.control == field.controls[0]
            assert TOWNS[row.town].phone in japanese(early.text)
            assert told(row, field, today).problem == early


@in_every_window
def test_the_last_day_can_be_had_and_no_later_one(row: Window) -> None:
    for field in fields(row):
        assert told(row, field, row.last) == Reading(row.last.isoformat())
        late = told(row, field, row.last + ONE_DAY).problem
        assert late
        assert not late.hurry
        possible = field.next_days(Situation(TOWNS[row.town], row.at), 100)
        assert (possible[0], possible[-1]) == (row.first, row.last)


@in_every_window
def test_past_days_can_be_told_from_the_oldest_to_yesterday_or_not_at_all(row: Window) -> None:
    yesterday = row.at.date() - ONE_DAY
    for field in fields(row):
        assert field.reaches_back(Situation(TOWNS[row.town], row.at)) is bool(row.oldest)
        if row.oldest:
            assert told(row, field, row.oldest) == Reading(row.oldest.isoformat())
            assert told(row, field, yesterday) == Reading(yesterday.isoformat())
            too_old = told(row, field, row.oldest - ONE_DAY).problem
            assert too_old
            assert not too_old.hurry
            assert TOWNS[row.town].phone in english(too_old.text)
        else:
            refused = told(row, field, yesterday).problem
            assert refused
            assert refused.hurry


@in_every_window
def test_the_question_names_the_borders_and_no_other_days(row: Window) -> None:
    for field in fields(row):
        situation = Situation(TOWNS[row.town], row.at)
        named = [day for text in field.possible(situation) for day in text.values.values()]
        at_once = row.first <= row.at.date()
        borders = [row.oldest if row.oldest and at_once else row.first, row.last]
        assert named == [day_text(day) for day in (*borders, *([row.oldest] if not at_once else [])) if day]


@pytest.mark.parametrize(
    ("town", "question", "words"),
    [
        (
            "shipped",
            "start start_date",
            "2026年（令和8年）12月7日（月）から2027年（令和9年）1月31日（日）までの日付を入力できます。"
            "過ぎた日付も、2026年（令和8年）11月1日（日）から入力できます。",
        ),
        (
            "shipped",
            "stop stop_date",
            "2026年（令和8年）12月7日（月）から2027年（令和9年）1月31日（日）までの日付を入力できます。",
        ),
        (
            "shipped",
            "name_change change_date",
            "2026年（令和8年）11月1日（日）から2027年（令和9年）1月2日（土）までの日付を入力できます。",
        ),
        (
            "another",
            "start start_date",
            "2026年（令和8年）12月9日（水）から2027年（令和9年）1月9日（土）までの日付を入力できます。"
            "休みの日は選べません。過ぎた日付も、2026年（令和8年）11月18日（水）から入力できます。",
        ),
    ],
)
def test_the_question_says_which_days_can_be_had(town: str, question: str, words: str) -> None:
    situation = Situation(TOWNS[town], japan("2026-12-02", "12:00"))
    assert "".join(japanese(text) for text in FIELDS[question].possible(situation)) == words


def test_where_closing_leaves_no_day_ahead_the_question_promises_none() -> None:
    town = TOWNS["shipped"]
    near = replace(town, days={**town.days, "start": replace(town.days["start"], ahead_days=1)})
    said = FIELDS["start start_date"].possible(Situation(near, japan("2026-12-02", "12:00")))
    assert [english(text) for text in said] == [
        "A day that is already past can be entered too, from Sun 1 Nov 2026 (Reiwa 8) on."
    ]


@pytest.mark.parametrize(
    ("day", "words", "in_english"),
    [
        ("2026-12-12", "", ""),
        (
            "2026-12-13",
            "2026年（令和8年）12月13日（日）は休みです。"
            "近い日：2026年（令和8年）12月12日（土）、2026年（令和8年）12月16日（水）",
            "Sun 13 Dec 2026 (Reiwa 8) is a closed day."
            " The nearest days are Sat 12 Dec 2026 (Reiwa 8) and Wed 16 Dec 2026 (Reiwa 8).",
        ),
        (
            "2026-12-15",
            "2026年（令和8年）12月15日（火）は休みです。"
            "近い日：2026年（令和8年）12月12日（土）、2026年（令和8年）12月16日（水）",
            "Tue 15 Dec 2026 (Reiwa 8) is a closed day."
            " The nearest days are Sat 12 Dec 2026 (Reiwa 8) and Wed 16 Dec 2026 (Reiwa 8).",
        ),
        ("2026-12-16", "", ""),
        (
            "2026-12-30",
            "2026年（令和8年）12月30日（水）は休みです。"
            "近い日：2026年（令和8年）12月29日（火）、2027年（令和9年）1月5日（火）",
            "Wed 30 Dec 2026 (Reiwa 8) is a closed day."
            " The nearest days are Tue 29 Dec 2026 (Reiwa 8) and Tue 5 Jan 2027 (Reiwa 9).",
        ),
    ],
    ids=["the Saturday before", "a Sunday", "closed this once", "the Wednesday after", "New Year"],
)
def test_where_only_work_days_can_be_had_a_closed_one_gets_its_neighbours(
    day: str, words: str, in_english: str
) -> None:
    situation = Situation(TOWNS["another"], japan("2026-12-02", "12:00"))
    problem = FIELDS["start start_date"].check(date.fromisoformat(day), situation).problem
    assert (japanese(problem.text) if problem else "") == words
    assert (english(problem.text) if problem else "") == in_english


def test_no_neighbour_is_told_that_would_come_too_early() -> None:
    town = TOWNS["another"]
    at_once = replace(town, days={**town.days, "start": replace(town.days["start"], lead_work_days=0)})
    sunday = Situation(at_once, japan("2026-12-06", "12:00"))
    problem = FIELDS["start start_date"].check(date(2026, 12, 6), sunday).problem
    assert problem
    assert (
        english(problem.text)
        == "Sun 6 Dec 2026 (Reiwa 8) is a closed day. The nearest day is Tue 8 Dec 2026 (Reiwa 8)."
    )


def test_where_any_day_can_be_had_a_holiday_can_too() -> None:
    situation = Situation(TOWNS["shipped"], japan("2026-12-02", "12:00"))
    for day in (date(2026, 12, 12), date(2026, 12, 31), date(2027, 1, 11)):
        assert FIELDS["start start_date"].check(day, situation) == Reading(day.isoformat())


def test_a_single_closed_day_in_the_towns_file_moves_the_first_day() -> None:
    town = TOWNS["shipped"]
    closed = replace(town, work=replace(town.work, extra=frozenset({date(2026, 12, 3)})))
    at = japan("2026-12-02", "12:00")
    assert FIELDS["stop stop_date"].earliest(Situation(town, at)) == date(2026, 12, 7)
    assert FIELDS["stop stop_date"].earliest(Situation(closed, at)) == date(2026, 12, 8)
