"""Applied for twice from one browser: a hint before submission, made from what the browser itself can open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from intake.acts import perform
from intake.lifecycle import Act
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.rules.looking import rows
from tests.scenery import StandingClock

Another = Callable[[], Resident]


def at_check(resident: Resident, **changed: str) -> None:
    resident.prove_by_code()
    resident.fill_in(**changed)


def hints(resident: Resident) -> list[str]:
    return [each["data-already"] for _, each in resident.page.tags if "data-already" in each]


def test_the_same_place_and_day_from_the_same_browser_is_pointed_out_and_may_still_be_submitted(
    resident: Resident, store: Store
) -> None:
    first = resident.apply()
    at_check(resident, lot="１丁目２番３号", room="２０４号室", family_name="別人")
    assert hints(resident) == [first]
    resident.press(checked=resident.page.value("checked"))
    assert resident.page.hook("data-reference") != first
    assert rows(store, Application) == 2


@pytest.mark.parametrize("changed", [{"room": "205"}, {"lot": "1-2-4"}, {"start_date_day": "11"}])
def test_another_place_or_day_is_not(resident: Resident, changed: dict[str, str]) -> None:
    resident.apply()
    at_check(resident, **changed)
    assert hints(resident) == []


def test_another_browser_learns_nothing(resident: Resident, another_resident: Another) -> None:
    resident.apply()
    other = another_resident()
    at_check(other)
    assert hints(other) == []


def test_my_page_counts_once_it_shows_all_and_not_before(resident: Resident, another_resident: Another) -> None:
    """Otherwise whoever has the link could find out the place by guessing."""
    first = resident.apply()
    secret = resident.newest("received")["secret"]
    other = another_resident()
    at_check(other)
    check = other.path
    other.open_my_page(secret)
    other.get(check)
    assert hints(other) == []
    other.open_my_page(secret)
    other.press(last_four="5678")
    other.get(check)
    assert hints(other) == [first]


@pytest.mark.parametrize("acts", [(Act.CANCEL,), (Act.DECLINE,), (Act.PRINT, Act.CANCEL)])
def test_what_leads_to_nothing_is_no_duplicate(
    resident: Resident, store: Store, clock: StandingClock, acts: tuple[Act, ...]
) -> None:
    first = resident.apply()
    for act in acts:
        with store.writing() as session:
            row = by_reference(session, first.replace("-", ""))
            assert row
            perform(session, row, act, "clerk 1", clock.now())
    at_check(resident)
    assert hints(resident) == []


def test_the_one_that_is_replaced_is_no_duplicate(resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    resident.press(last_four="5678")
    resident.get(resident.path + "/again")
    resident.press()
    resident.fill_in()
    assert resident.page.has("data-old", "cancelled")
    assert hints(resident) == []


def test_a_copy_that_does_not_open_keeps_nobody_from_submitting(resident: Resident, store: Store) -> None:
    resident.apply()
    with store.writing() as session:
        session.execute(text("UPDATE applications SET resident_wrap = x'00'"))
    at_check(resident)
    assert hints(resident) == []
    assert resident.page.has("data-action", "submit")


def test_after_a_day_the_browser_knows_nothing_any_more(resident: Resident, clock: StandingClock) -> None:
    resident.apply()
    clock.pass_by(hours=25)
    at_check(resident)
    assert hints(resident) == []
