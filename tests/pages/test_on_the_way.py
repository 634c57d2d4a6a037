"""Back, reload, two tabs, a lost cookie, a dead battery: nothing that was typed is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from intake.store.applications import Application
from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.scenery import ANSWERS, StandingClock

Another = Callable[[], Resident]


def applications(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Application)) or 0


@pytest.mark.check(10)
def test_wrong_answers_are_kept_and_explained_at_their_place(resident: Resident) -> None:
    resident.prove_by_code()
    page = resident.press(**ANSWERS | {"zip": "250-0100", "start_date_day": "31", "start_date_month": "11"})
    assert page.value("zip") == "250-0100"
    assert page.value("start_date_day") == "31"
    assert len([each for each in page.all("a") if each["href"] in {"#zip", "#start_date_year"}]) == 2


def test_back_shows_what_was_typed(resident: Resident) -> None:
    resident.prove_by_code()
    first = resident.path
    resident.press(**ANSWERS)
    assert resident.get(first).value("room") == "204"


@pytest.mark.check(19)
def test_a_reload_of_the_receipt_makes_no_second_application(resident: Resident, store: Store) -> None:
    reference = resident.apply()
    for _ in range(3):
        assert resident.get(resident.path).hook("data-reference") == reference
    assert applications(store) == 1


@pytest.mark.check(19)
def test_back_from_the_receipt_leads_to_the_receipt(resident: Resident) -> None:
    reference = resident.apply()
    form = resident.path.rpartition("/")[0]
    for page in ("place", "check"):
        assert resident.get(f"{form}/{page}").hook("data-reference") == reference


@pytest.mark.check(18)
def test_a_second_press_of_submit_makes_no_second_application(resident: Resident, store: Store) -> None:
    resident.prove_by_code()
    resident.fill_in()
    check = resident.path
    token = resident.page.value("csrf_token")
    for _ in range(2):
        resident.client.post(check, data={"csrf_token": token}, base_url="https://localhost")
    assert applications(store) == 1
    assert resident.kinds_of_mail() == {"received", "verification"}


@pytest.mark.check(18)
def test_five_parallel_presses_make_one_application_and_one_receipt(
    resident: Resident, window_app: Flask, store: Store
) -> None:
    resident.prove_by_code()
    resident.fill_in()
    check, token = resident.path, resident.page.value("csrf_token")
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie

    def press(_: int) -> str:
        client = window_app.test_client(use_cookies=False)
        headers = {"Cookie": f"__Host-window={cookie.value}"}
        answer = client.post(check, data={"csrf_token": token}, base_url="https://localhost", headers=headers)
        receipt = client.get(answer.headers["Location"], base_url="https://localhost", headers=headers)
        return receipt.text.partition('data-reference="')[2][:13]

    with ThreadPoolExecutor(5) as five:
        references = set(five.map(press, range(5)))
    assert len(references) == 1
    assert applications(store) == 1


@pytest.mark.check(20)
def test_two_tabs_of_one_form_keep_what_each_has_sent(resident: Resident) -> None:
    resident.prove_by_code()
    form = resident.path.rpartition("/")[0]
    resident.press(**ANSWERS)
    resident.post(f"{form}/payment", **ANSWERS | {"note": "second tab"})
    resident.post(f"{form}/who", **ANSWERS)
    page = resident.get(f"{form}/check")
    assert "second tab" in page.text
    assert "タカサキ" in page.text


@pytest.mark.check(20)
def test_two_applications_in_one_browser_do_not_mix(resident: Resident) -> None:
    resident.prove_by_code()
    first = resident.path
    resident.press(**ANSWERS | {"room": "first"})
    resident.ask_for_link(email="second@resident.example")
    resident.press(code=resident.newest("verification")["code"])
    assert resident.path != first
    assert resident.page.value("room") == ""
    assert resident.get(first).value("room") == "first"


def test_a_lost_cookie_costs_nothing_but_a_look_into_the_mail(
    resident: Resident, another_resident: Another
) -> None:
    resident.prove_by_code()
    resident.press(**ANSWERS)
    lost = another_resident()
    lost.get(resident.path)
    assert (lost.status, lost.page.hook("data-trouble")) == (410, "visit_over")
    lost.follow_link(resident.newest("verification")["token"])
    assert lost.path.endswith("/who")
    assert lost.get(lost.path.replace("who", "place")).value("room") == "204"


@pytest.mark.check(21)
def test_after_a_day_the_draft_is_gone(resident: Resident, clock: StandingClock) -> None:
    resident.prove_by_code()
    clock.pass_by(hours=25)
    resident.get(resident.path)
    assert resident.status == 410


def test_a_date_that_became_too_early_overnight_is_asked_again(resident: Resident, clock: StandingClock) -> None:
    resident.prove_by_code()
    resident.fill_in(start_date_month="11", start_date_day="26")
    clock.pass_by(hours=20)
    resident.press()
    assert resident.path.endswith("/place")
    assert resident.page.has("href", "#start_date_year")


@pytest.mark.check(15)
def test_switching_the_language_keeps_page_and_answers(resident: Resident) -> None:
    resident.prove_by_code()
    first = resident.path
    resident.press(**ANSWERS)
    page = resident.get(first.replace("/ja/", "/en/"))
    assert page.all("html")[0]["lang"] == "en"
    assert page.value("room") == "204"


def test_a_step_that_does_not_exist_is_not_found(resident: Resident) -> None:
    resident.prove_by_code()
    resident.get(resident.path.replace("place", "nowhere"))
    assert resident.status == 404


def test_the_form_is_closed_before_the_address_is_proven(resident: Resident) -> None:
    resident.ask_for_link()
    resident.get(resident.path.replace("/sent/", "/form/") + "/place")
    assert resident.status == 410


@pytest.mark.check(19)
def test_an_old_tab_used_after_submission_leads_to_the_receipt(resident: Resident) -> None:
    resident.prove_by_code()
    form = resident.path.rpartition("/")[0]
    resident.fill_in()
    resident.press()
    reference = resident.page.hook("data-reference")
    token = {"csrf_token": resident.page.value("csrf_token")}
    for page in ("place", "who", "payment", "check"):
        answer = resident.client.post(
            f"{form}/{page}", data=ANSWERS | token, base_url="https://localhost", follow_redirects=True
        )
        assert f'data-reference="{reference}"' in answer.text
    answer = resident.client.post(
        form.replace("/form/", "/sent/") + "/again",
        data=token,
        base_url="https://localhost",
        follow_redirects=True,
    )
    assert f'data-reference="{reference}"' in answer.text
    assert resident.kinds_of_mail() == {"verification", "received"}


def test_what_is_submitted_is_what_the_check_page_showed(resident: Resident, store: Store) -> None:
    """Another tab changes the name after the check page was read."""
    resident.prove_by_code()
    form = resident.path.rpartition("/")[0]
    page = resident.fill_in()
    mark = page.value("checked")
    resident.post(f"{form}/who", **ANSWERS | {"family_name": "別人"})
    resident.post(f"{form}/check", checked=mark)
    assert applications(store) == 0
    assert "別人" in resident.page.text
    assert resident.press(checked=resident.page.value("checked")).hook("data-reference")
