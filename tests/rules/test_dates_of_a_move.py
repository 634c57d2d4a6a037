"""The two dates of a move: odd ones are asked about, at both sides of each border, and never refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from intake.procedures.field import Situation
from intake.procedures.leaving import STOP_DATE
from intake.procedures.move import MOVE
from intake.procedures.reading import cautions, flags, read_all
from intake.procedures.using import START_DATE
from intake.town import Town
from simulation.residents import typed_by_a_resident
from tests.rules.words import english, japanese
from tests.towns.both import in_both_towns

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
GAP = "There are days without water between the last day at the old place and the first at the new one."
OVERLAP = "You would pay for both places for more than a month. Is that what you want?"
STOP = date(2026, 12, 4)


def asked(town: Town, stop: date, start: date) -> tuple[list[str], list[str]]:
    """What the resident is asked before submitting, and what staff reads; no date may be a problem."""
    situation = Situation(town, AT)
    dates = STOP_DATE.as_typed(stop.isoformat()) | START_DATE.as_typed(start.isoformat())
    plain = {"landlord": "no", "use": "household", "water_runs": "yes"}
    typed = typed_by_a_resident(MOVE, situation, Random(1), dates | plain)  # noqa: S311 - any resident will do
    answers, problems = read_all(MOVE, typed, situation)
    assert not problems
    odd = [english(text) for text in cautions(MOVE, answers, situation)]
    return odd, [japanese(flag) for flag in flags(MOVE, answers) if "日付" in japanese(flag)]


@pytest.mark.parametrize(
    ("days_later", "words", "flag"),
    [
        (2, [GAP], ["日付注意：中止と開始のあいだが空いている"]),
        (1, [], []),
        (0, [], []),
        (-1, [], []),
        (-31, [], []),
        (-32, [OVERLAP], ["日付注意：1か月以上重なっている"]),
    ],
    ids=["two days later", "the day after", "the same day", "the day before", "31 days", "32 days"],
)
def test_a_gap_begins_at_two_days_and_a_long_overlap_at_32(
    town: Town, days_later: int, words: list[str], flag: list[str]
) -> None:
    stop = STOP if days_later > -10 else date(2027, 1, 8)
    assert asked(town, stop, stop + timedelta(days=days_later)) == (words, flag)


@in_both_towns
def test_a_move_to_a_place_that_is_in_use_already_is_no_problem(town: Town) -> None:
    assert asked(town, date(2026, 12, 5), date(2026, 11, 12)) == ([], [])
    assert asked(town, date(2026, 12, 5), date(2026, 12, 8))[0] == [GAP]
