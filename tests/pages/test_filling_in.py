"""What the buttons of a form page do besides going on: nothing typed is lost, and nothing is judged early."""

from __future__ import annotations

import pytest

from tests.pages.resident import Resident
from tests.scenery import ANSWERS

OTHER = {"post_to": "other", "post_zip": "100-0005"}


@pytest.fixture
def at_the_form(resident: Resident) -> Resident:
    resident.prove_by_code()
    return resident


def at_payment(resident: Resident) -> Resident:
    for _ in range(2):
        resident.press(**ANSWERS)
    assert resident.path.endswith("/payment")
    return resident


@pytest.mark.check(15)
def test_switching_the_language_keeps_what_was_not_sent_yet(at_the_form: Resident) -> None:
    page = at_the_form.press(lot="9-9-9", go_on_in="en")
    assert at_the_form.path.startswith("/en/")
    assert page.value("lot") == "9-9-9"
    assert not page.has("role", "alert")


def test_going_back_keeps_what_was_not_sent_yet(at_the_form: Resident) -> None:
    at_the_form.press(**ANSWERS)
    at_the_form.press(full_name="SITI", user_kind="one_name", back="yes")
    assert at_the_form.path.endswith("/place")
    assert at_the_form.press(**ANSWERS).value("full_name") == "SITI"


def test_a_language_that_nobody_offers_leads_nowhere(at_the_form: Resident) -> None:
    at_the_form.press(lot="9-9-9", go_on_in="xx")
    assert at_the_form.path.startswith("/ja/")


def test_looking_up_leaves_an_address_alone_that_somebody_has_begun(at_the_form: Resident) -> None:
    at_payment(at_the_form)
    page = at_the_form.press(**OTHER, post_address="丸の内１－１－１ ビル5F", look_up="post_zip")
    assert page.value("post_address") == "丸の内１－１－１ ビル5F"
    page = at_the_form.press(**OTHER, post_address="", look_up="post_zip")
    assert page.value("post_address") == "東京都千代田区丸の内"


def test_looking_up_says_why_it_found_nothing_also_on_a_page_that_was_sent(at_the_form: Resident) -> None:
    at_payment(at_the_form).press()
    at_the_form.press(**OTHER | {"post_zip": "999-9999"}, look_up="post_zip")
    assert "見つかりませんでした" in at_the_form.page.text


def test_a_code_of_the_whole_city_empties_no_town(at_the_form: Resident) -> None:
    page = at_the_form.press(zip="250-0000", town="栄町", look_up="zip")
    assert "町名がわかりません" in page.text
    assert {"value": "栄町", "selected": ""} in page.all("option")


def test_the_first_button_of_a_form_goes_on_because_the_enter_key_presses_it(at_the_form: Resident) -> None:
    first = at_the_form.page.all("button")[0]
    assert (first["form"], first["tabindex"], "name" in first) == ("answers", "-1", False)


def test_a_form_with_a_wrong_page_is_taken_up_at_that_page(at_the_form: Resident) -> None:
    token = at_the_form.newest("verification")["token"]
    at_the_form.press()
    assert at_the_form.follow_link(token).has("role", "alert")
    assert at_the_form.path.endswith("/place")
    at_the_form.get(at_the_form.path.replace("/place", "/check"))
    assert at_the_form.path.endswith("/place")
    at_the_form.press(**ANSWERS)
    at_the_form.follow_link(token)
    assert at_the_form.path.endswith("/who")
    for _ in range(2):
        at_the_form.press(**ANSWERS)
    at_the_form.follow_link(token)
    assert at_the_form.path.endswith("/check")


def test_the_question_about_a_day_says_which_days_can_be_had(at_the_form: Resident) -> None:
    words = "2026年（令和8年）11月26日（木）から2027年（令和9年）1月22日（金）までの日付を入力できます。"
    assert words in at_the_form.page.text
    page = at_the_form.press(go_on_in="en")
    assert "You can enter a day from Thu 26 Nov 2026 (Reiwa 8) to Fri 22 Jan 2027 (Reiwa 9)." in page.text
