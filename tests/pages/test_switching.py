"""Another language in the middle: the page stays, what was typed and said about it stays, and nothing is done."""

from __future__ import annotations

import pytest

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from tests.inquiries import asks, thread
from tests.pages.judge import Page
from tests.pages.resident import Resident
from tests.scenery import StandingClock

NOBODYS = "0" * 26


def switch(resident: Resident, to: str, **typed: str) -> Page:
    """Press a language of the menu, as a browser does it: the whole form goes to the button's own address."""
    (button,) = [
        each
        for each in resident.page.all("button")
        if each.get("value") == to and each.get("data-action", "").startswith("go-on-in")
    ]
    form = next(each for each in resident.page.all("form") if each.get("id") == button["form"])
    assert button["formaction"].split("/")[2:] == form["action"].split("/")[2:], "only the language is another"
    hidden = {each["name"]: each["value"] for each in resident.page.all("input") if each.get("type") == "hidden"}
    return resident.post(button["formaction"], **{**hidden, **typed}, go_on_in=to)


@pytest.mark.parametrize("path", ["apply/start/email", "continue", "mypage"])
def test_with_nothing_typed_the_same_page_opens_without_a_word_about_it(resident: Resident, path: str) -> None:
    resident.get(f"/ja/{path}")
    page = switch(resident, "ko", email="", token="")
    assert (resident.path, resident.status) == (f"/ko/{path}", 200)
    assert not page.has("role", "alert")


@pytest.mark.parametrize("typed", ["hanako@resident.example", "hanako", "a@gmial.com"])
def test_an_address_that_is_half_typed_stays_and_is_not_judged(resident: Resident, typed: str) -> None:
    resident.get("/en/apply/start/email")
    page = switch(resident, "ko", email=typed)
    assert (resident.path, resident.status) == ("/ko/apply/start/email", 200)
    assert page.value("email") == typed
    assert not page.has("role", "alert")
    assert resident.kinds_of_mail() == set()


@pytest.mark.parametrize(
    ("typed", "told"), [("hanako", "エラー："), ("a@gmial.com", "a@gmail.com"), ("", "メールアドレスを入力")]
)
def test_what_was_said_about_an_address_is_said_in_the_other_language_too(
    resident: Resident, typed: str, told: str
) -> None:
    resident.ask_for_link("en", email=typed)
    page = switch(resident, "ja", email=typed)
    assert resident.path == "/ja/apply/start/email"
    assert page.value("email") == typed
    assert page.has("role", "alert")
    assert told in page.text
    assert resident.kinds_of_mail() == set()


def test_an_address_that_was_mended_before_the_switch_is_not_mailed_to(resident: Resident) -> None:
    resident.ask_for_link("en", email="hanako")
    page = switch(resident, "ja", email="hanako@resident.example")
    assert page.value("email") == "hanako@resident.example"
    assert not page.has("role", "alert")
    assert resident.kinds_of_mail() == set()


def test_digits_stay_and_count_as_no_try(resident: Resident) -> None:
    resident.ask_for_link("en")
    right = resident.newest("verification")["code"]
    wrong = "000000" if right != "000000" else "111111"
    for to in ("ja", "en") * 3:
        page = switch(resident, to, code=wrong)
        assert resident.path.startswith(f"/{to}/sent/")
        assert page.value("code") == wrong
        assert not page.has("role", "alert")
    page = resident.press(code=wrong)
    assert "(4 tries left)" in page.text
    page = switch(resident, "ja", code="12")
    assert "あと4回" in page.text
    assert page.value("code") == "12"
    resident.press(code=right)
    assert "/form/" in resident.path


def test_right_digits_do_not_open_the_form_by_a_change_of_language(resident: Resident) -> None:
    resident.ask_for_link("en")
    switch(resident, "ja", code=resident.newest("verification")["code"])
    assert resident.path.startswith("/ja/sent/")


def test_a_link_is_not_followed_by_a_change_of_language(resident: Resident) -> None:
    resident.ask_for_link("en")
    token = resident.newest("verification")["token"]
    resident.get("/en/continue")
    page = switch(resident, "ja", token=token)
    assert resident.path == "/ja/continue"
    assert page.value("token") == token
    assert not page.has("role", "alert")
    resident.press(token=token)
    assert "/form/" in resident.path


def test_what_was_said_about_a_link_is_said_in_the_other_language_too(
    resident: Resident, clock: StandingClock
) -> None:
    resident.follow_link("half", "en")
    page = switch(resident, "ja", token="half")
    assert page.has("role", "alert")
    assert page.value("token") == "half"
    resident.ask_for_link("en")
    token = resident.newest("verification")["token"]
    clock.pass_by(hours=25)
    resident.follow_link(token, "en")
    page = switch(resident, "ja", token=token)
    assert "期限" in page.text
    assert page.has("data-action", "new-link")


def test_my_page_is_not_entered_by_a_change_of_language(resident: Resident) -> None:
    resident.apply()
    secret = resident.newest("received")["secret"]
    resident.get("/ja/mypage")
    page = switch(resident, "en", token=secret)
    assert resident.path == "/en/mypage"
    assert page.value("token") == secret
    resident.press(token=secret)
    assert resident.path != "/en/mypage"


def test_what_was_said_about_a_code_is_said_in_the_other_language_too(resident: Resident) -> None:
    resident.open_my_page(NOBODYS, "en")
    page = switch(resident, "ja", token=NOBODYS)
    assert resident.path == "/ja/mypage"
    assert "申込みが見つかりませんでした" in page.text
    assert page.value("token") == NOBODYS


def test_an_answer_that_is_half_written_stays_and_is_not_sent(
    resident: Resident, store: Store, public_keys: PublicKeys, clock: StandingClock
) -> None:
    reference = resident.apply()
    resident.open_my_page(resident.newest("received")["secret"])
    asks(store, public_keys, reference, clock, "room")
    resident.get(resident.path)
    resident.press(last_four="5678")
    my_page, key = resident.path, resident.page.value("form_key")
    page = switch(resident, "en", answer="305号")
    assert resident.path == my_page.replace("/ja/", "/en/") + "/answer"
    assert "305号" in page.text
    assert page.value("form_key") == key
    assert not page.has("role", "alert")
    resident.press(answer="", form_key=key)
    assert resident.page.has("role", "alert")
    assert switch(resident, "ja", answer="").has("role", "alert")
    assert "回答を書いてください" in resident.page.text
    assert len(thread(store, reference)) == 1
    resident.get(my_page)
    switch(resident, "en", answer="")
    assert resident.path == my_page.replace("/ja/", "/en/")


def test_after_a_post_the_menu_leads_to_the_page_and_not_to_the_list(resident: Resident) -> None:
    resident.get("/en/apply/start/email")
    refused = resident.client.post("/en/apply/start/email", data={}, base_url="https://localhost")
    assert refused.status_code == 400
    assert 'href="/ko/apply/start/email"' in refused.text


def test_where_only_a_form_is_taken_and_nothing_shown_the_menu_leads_to_the_list(resident: Resident) -> None:
    refused = resident.client.post("/en/sent/00000000/again", data={}, base_url="https://localhost")
    assert refused.status_code >= 400
    assert 'href="/ko/"' in refused.text
