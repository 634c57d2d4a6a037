"""The closing of a day: whatever lawfully happens, the sums tie; what is missing shows."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from intake.closing import Entry, reckon
from intake.lifecycle import MOVES, State, allowed
from intake.sheets import TURNS, Fate

AT = datetime(2026, 11, 24, tzinfo=UTC)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Lawful events about a few applications and sheets, in any order."""
    states: dict[UUID, State] = {}
    fates: dict[int, Fate] = {}
    entries: list[Entry] = []

    def add(act: str, about: UUID | None, **detail: str | int) -> None:
        entries.append(Entry(len(entries) + 1, AT, act, about, detail))

    for _ in range(draw(st.integers(0, 60))):
        kind = draw(st.sampled_from(["submit", "move", "slip", "turn"]))
        if kind == "submit":
            about = UUID(int=len(states) + 1)
            states[about] = State.SUBMITTED
            add("submit", about, to="submitted")
        elif kind == "slip":
            fates[len(fates) + 1] = Fate.HELD
            add("slip", UUID(int=1), serial=len(fates))
        elif kind == "move" and (open_ones := [each for each in states if allowed(states[each])]):
            about = draw(st.sampled_from(open_ones))
            before, act = states[about], draw(st.sampled_from(sorted(allowed(states[about]))))
            states[about] = MOVES[before, act]
            add(act.value, about, **{"from": before.value, "to": states[about].value})
        elif kind == "turn" and (lying := [each for each in fates if fates[each] is not Fate.SHREDDED]):
            serial = draw(st.sampled_from(lying))
            turn = draw(st.sampled_from(sorted(turn for fate, turn in TURNS if fate is fates[serial])))
            fates[serial] = TURNS[fates[serial], turn]
            add(turn.value, UUID(int=1), serial=serial)
    return entries


@given(histories(), st.data())
def test_of_every_lawful_history_the_sums_tie_wherever_the_day_begins(
    entries: list[Entry], data: st.DataObject
) -> None:
    reckoning = reckon(entries, data.draw(st.integers(0, len(entries))))
    assert reckoning.applications.difference == 0
    assert reckoning.papers.difference == len(reckoning.lost)
    assert not reckoning.odd
    assert not reckoning.gaps


@given(histories(), st.data())
def test_what_one_day_carries_over_the_next_one_begins_with(entries: list[Entry], data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(entries)))
    today, tomorrow = reckon(entries[:end], 0), reckon(entries, end)
    assert tomorrow.applications.brought == today.applications.carried
    assert tomorrow.papers.brought == today.papers.held + len(today.lost)


def test_a_serial_that_nobody_got_is_a_gap() -> None:
    entries = [Entry(number, AT, "slip", UUID(int=1), {"serial": serial}) for number, serial in ((1, 1), (2, 4))]
    assert reckon(entries, 0).gaps == [2, 3]
    assert not reckon(entries, 0).ties


def test_a_move_that_does_not_follow_is_named_by_its_event() -> None:
    detail = {"from": "printed", "to": "keyed"}
    entries = [Entry(1, AT, "submit", UUID(int=1), {"to": "submitted"}), Entry(2, AT, "key", UUID(int=1), detail)]
    assert reckon(entries, 0).odd == [2]
