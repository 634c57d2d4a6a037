"""What is counted, that erasing loses and doubles nothing, and that nothing leads back to a person."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from intake.acts import perform
from intake.clock import WALL
from intake.figures import Cell, Counted, Figure, by_value, cells_of, counted, share_within, told
from intake.lifecycle import Act
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.tallies import figures_of
from intake.town import Town
from tests.scenery import StandingClock, hand_in

pytestmark = pytest.mark.both_engines

YEAR = (datetime(2026, 1, 1, tzinfo=WALL), datetime(2027, 1, 1, tzinfo=WALL), ("2026-01", "2026-12"))


def one(**changed: object) -> Counted:
    """Received on Sunday 2026-03-01, half past midnight in Japan: still February in UTC."""
    plain = {
        "procedure": "start",
        "language": "ja",
        "contact_method": "phone",
        "state": "completed",
        "due_day": date(2026, 3, 6),
        "received_at": datetime(2026, 2, 28, 15, 30, tzinfo=UTC),
        "finished_at": datetime(2026, 3, 1, 15, 31, tzinfo=UTC),
    }
    return Counted(**(plain | changed))  # type: ignore[arg-type]


def values(of: Counted) -> dict[str, str]:
    return {cell.figure: cell.value for cell in cells_of(of)}


def test_an_application_is_counted_by_the_month_weekday_and_hour_on_the_wall_in_japan() -> None:
    assert {cell.month for cell in cells_of(one())} == {"2026-03"}
    assert values(one()) == {
        "received": "",
        "language": "ja",
        "contact": "phone",
        "lead": "5",
        "weekday": "7",
        "hour": "0",
        "ended": "completed",
        "took": "25",
    }


def test_what_has_not_ended_has_no_end_and_no_time() -> None:
    for state in ("submitted", "printed", "keyed", "cancel_requested"):
        assert not {"ended", "took"} & set(values(one(state=state, finished_at=None)))
    assert values(one(state="cancelled"))["ended"] == "cancelled"
    assert "took" not in values(one(state="declined"))


def test_past_days_have_no_lead_and_long_ones_are_taken_together() -> None:
    assert values(one(due_day=date(2026, 1, 1)))["lead"] == "0"
    assert values(one(due_day=date(2026, 12, 1)))["lead"] == "60"


def test_times_are_told_in_hours_and_beyond_two_days_in_days() -> None:
    begun = one().received_at
    for minutes, hours in ((0, 1), (60, 1), (61, 2), (48 * 60, 48), (48 * 60 + 1, 72), (73 * 60, 96)):
        assert values(one(finished_at=begun + timedelta(minutes=minutes)))["took"] == str(hours)


def test_counts_of_one_and_two_are_not_told() -> None:
    assert [told(count) for count in (0, 1, 2, 3, 12)] == ["0", "<3", "<3", "3", "12"]


@given(st.lists(st.integers(1, 500), min_size=3, max_size=50), st.sampled_from([0.5, 0.9]))
def test_that_share_is_within_the_hours_and_not_within_fewer(hours: list[int], share: float) -> None:
    found = share_within(Counter(map(str, hours)), share)
    assert found in hours
    assert sum(each <= found for each in hours) >= share * len(hours)
    assert sum(each < found for each in hours) < share * len(hours)


def test_the_time_of_one_or_two_people_is_not_told() -> None:
    for hours in ({}, {"5": 2}, {"5": 1, "7": 1}):
        assert share_within(hours, 0.5) is None


def now_of(store: Store) -> Counter[Cell]:
    with store.reading() as session:
        return figures_of(session, *YEAR)


def test_the_figures_are_the_same_before_and_after_everything_is_erased(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    finished = [hand_in(store, public_keys, clock, town).application for _ in range(3)]
    for row in finished[:2]:
        for act in (Act.PRINT, Act.KEY, Act.CHECK):
            with store.writing() as session:
                seen = application(session, row.id)
                assert seen
                perform(session, seen, act, "clerk 1", clock.now() + timedelta(hours=5))
    hand_in(store, public_keys, clock, town, language="en", contact_method="email")
    before = now_of(store)
    assert by_value(before, Figure.RECEIVED)[""] == 4
    clock.pass_by(days=60)
    hand_in(store, public_keys, clock, town, start_date_year="2027", start_date_month="2", start_date_day="10")
    assert now_of(store) == before, "January belongs to another year"
    clock.pass_by(days=50)
    assert purge(store, clock, town.retention)["applications"] == 4
    assert now_of(store) == before
    purge(store, clock, town.retention)
    assert now_of(store) == before


def test_a_tally_has_no_id_no_day_and_nothing_of_a_person(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    row = hand_in(store, public_keys, clock, town).application
    clock.pass_by(days=200)
    purge(store, clock, town.retention)
    with store.reading() as session:
        found = session.execute(text("SELECT * FROM tallies")).all()
    assert {each[:2] + each[4:] for each in found} == {("2026-11", "start", 1)}
    assert {each.figure: each.value for each in found} == {
        "received": "",
        "language": "ja",
        "contact": "phone",
        "lead": "17",
        "weekday": "1",
        "hour": "12",
    }
    assert row.reference not in str(found)


def test_counting_is_the_sum_of_its_parts() -> None:
    assert counted([one(), one()]) == Counter(dict.fromkeys(cells_of(one()), 2))
