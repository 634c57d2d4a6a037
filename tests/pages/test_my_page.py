"""My Page: who may look, who may see all, and what can't be done any more."""

from collections.abc import Callable

import pytest

from intake.acts import perform
from intake.lifecycle import Act
from intake.store.applications import by_reference
from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.scenery import StandingClock


def act(store: Store, reference: str, act: Act, clock: StandingClock) -> None:
    with store.writing() as session:
        row = by_reference(session, reference.replace("-", ""))
        assert row
        perform(session, row, act, "clerk 1", clock.now())


@pytest.mark.parametrize("typed", ["", "nonsense", "0" * 26, "https://localhost/ja/mypage#" + "Z" * 26])
def test_a_wrong_code_gets_a_neutral_answer(resident: Resident, typed: str) -> None:
    resident.open_my_page(typed)
    assert resident.status == 422
    assert resident.page.has("href", "#token")
    assert resident.page.has("aria-invalid", "true")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "コードを入力してください"),
        (" \u3000", "コードを入力してください"),
        ("ABC", "途中で切れているようです"),
        ("https://localhost/ja/mypage#ABCDE-FGH", "途中で切れているようです"),
        ("U" * 26, "途中で切れているようです"),
        ("0" * 26, "申込みが見つかりませんでした"),
    ],
    ids=["nothing", "blank", "short", "half a link", "other characters", "nobody's"],
)
def test_what_is_wrong_with_a_code_is_said_from_its_form_alone(resident: Resident, typed: str, told: str) -> None:
    assert resident.open_my_page(typed).text.count(told) == 2, "in the summary and at the field"


def test_five_wrong_second_items_close_the_page_for_a_day_also_in_a_new_visit(
    resident: Resident, clock: StandingClock
) -> None:
    resident.apply()
    secret = resident.newest("received")["secret"]
    resident.open_my_page(secret)
    for _ in range(5):
        resident.press(last_four="0000")
    resident.open_my_page(secret)
    assert not resident.page.has("data-action", "show-all")
    clock.pass_by(hours=25)
    resident.open_my_page(secret)
    assert "髙﨑" in resident.press(last_four="5678").text


def test_what_is_on_paper_is_cancelled_on_request_only(
    resident: Resident, store: Store, clock: StandingClock
) -> None:
    reference = resident.apply()
    act(store, reference, Act.PRINT, clock)
    resident.open_my_page(resident.newest("received")["secret"])
    resident.get(resident.path + "/cancel")
    assert resident.press().hook("data-status") == "cancel_requested"


def test_a_second_press_of_cancel_changes_nothing(resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page = resident.path
    resident.get(page + "/cancel")
    for _ in range(2):
        resident.post(page + "/cancel")
        assert resident.page.hook("data-status") == "cancelled"
        resident.get("/ja/continue")


def test_after_the_deadline_the_phone_number_stands_where_the_button_was(
    resident: Resident, clock: StandingClock
) -> None:
    resident.apply()
    clock.pass_by(days=17)
    resident.open_my_page(resident.newest("received")["secret"])
    assert not resident.page.has("data-action", "ask-cancel")
    resident.get(resident.path + "/cancel")
    assert not resident.page.has("data-action", "cancel")


def test_a_completed_application_can_not_be_cancelled(
    resident: Resident, store: Store, clock: StandingClock
) -> None:
    reference = resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page = resident.path
    resident.get(page + "/cancel")
    for step in (Act.PRINT, Act.KEY, Act.CHECK):
        act(store, reference, step, clock)
    resident.press()
    assert not resident.page.has("data-action", "cancel")
    assert resident.get(page).hook("data-status") == "completed"


def test_leaving_closes_the_page_in_this_browser(resident: Resident) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    page = resident.path
    resident.post(page + "/leave")
    resident.get(page)
    assert resident.status == 410


def test_a_visit_ends_by_itself(resident: Resident, clock: StandingClock) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    clock.pass_by(minutes=61)
    resident.get(resident.path)
    assert resident.status == 410


def test_my_page_of_another_is_not_reached_by_its_address(
    resident: Resident, another_resident: Callable[[], Resident]
) -> None:
    resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    other = another_resident()
    other.get(resident.path)
    assert other.status == 410
