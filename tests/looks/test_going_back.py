"""In a real browser: pressing twice, going back, reloading and a second tab double nothing and lose nothing."""

from __future__ import annotations

import pytest

from tests.browser.people import press
from tests.looks.living import LivingWindow, Visitor
from tests.scenery import ANSWERS

WRONG = {"zip": "123", "lot": "", "building": "長" * 70, "start_date_year": "2026", "start_date_day": "32"}


@pytest.mark.check(18, 19)
def test_a_double_press_and_a_way_back_find_the_one_receipt(visitor: Visitor, living: LivingWindow) -> None:
    before = living.applications()
    visitor.begin()
    visitor.to_the_check_page()
    visitor.page.locator("[data-action=submit]").dblclick()
    visitor.page.wait_for_url("**/received")
    reference = visitor.page.get_attribute("[data-reference]", "data-reference")
    assert living.applications() == before + 1

    visitor.posts.clear()
    for _ in range(2):
        visitor.page.go_back()
        assert visitor.page.url.endswith("/received")
        assert visitor.page.get_attribute("[data-reference]", "data-reference") == reference
        assert "受け付けました" in visitor.page.inner_text("h1")
    visitor.page.reload()
    assert living.applications() == before + 1
    assert (visitor.posts, visitor.asked) == ([], [])


@pytest.mark.check(19)
def test_a_reload_on_the_way_sends_nothing_again(visitor: Visitor) -> None:
    visitor.begin()
    press(visitor.page, "next")
    assert visitor.page.locator(".question.wrong").count()
    for _ in range(4):
        visitor.posts.clear()
        visitor.page.reload()
        assert (visitor.posts, visitor.asked) == ([], [])
        if not visitor.page.url.endswith("/check"):
            visitor.fill_in(ANSWERS)
            press(visitor.page, "next")


@pytest.mark.check(10)
def test_wrong_answers_stand_there_as_they_were_typed_also_after_a_second_time(visitor: Visitor) -> None:
    visitor.begin()
    visitor.fill_in(ANSWERS | WRONG)
    visitor.page.fill("[name=lot]", "")
    typed = visitor.values()
    for _ in range(2):
        press(visitor.page, "next")
        assert visitor.page.locator(".question.wrong").count() >= 4
        assert visitor.values() == typed


@pytest.mark.check(10)
def test_the_summary_gets_the_focus_again_after_its_links_were_followed(visitor: Visitor) -> None:
    focused = "document.activeElement.matches('.box.error')"
    visitor.open("apply/start/email")
    for _ in range(2):
        press(visitor.page, "send-mail")
        visitor.page.wait_for_function(focused)
        visitor.page.locator(".box.error a").click()
        assert visitor.page.url.endswith("#email")
    visitor.begin()
    for _ in range(2):
        press(visitor.page, "next")
        assert "#" not in visitor.page.url
        visitor.page.wait_for_function(focused)
        visitor.page.locator(".box.error a[href='#lot']").click()
        assert visitor.page.evaluate("document.activeElement.name") == "lot"


@pytest.mark.check(10)
def test_a_link_to_the_field_of_a_code_is_not_taken_for_a_code(visitor: Visitor) -> None:
    visitor.open("mypage")
    visitor.page.fill("[name=token]", "ABC")
    press(visitor.page, "open-my-page")
    visitor.page.locator(".box.error a").click()
    assert visitor.page.evaluate("document.activeElement.name") == "token"
    assert visitor.page.input_value("[name=token]") == "ABC"


@pytest.mark.check(15)
def test_another_language_keeps_everything_that_was_typed(visitor: Visitor) -> None:
    visitor.begin()
    for _ in range(3):
        visitor.fill_in(ANSWERS)
        typed = visitor.values()
        assert len(typed) > 5
        for language in ("en", "ja"):
            visitor.page.locator(".languages summary").click()
            press(visitor.page, f"go-on-in-{language}")
            assert f"/{language}/" in visitor.page.url
            assert visitor.values() == typed
            assert visitor.page.locator(".question.wrong").count() == 0
        press(visitor.page, "next")
    assert visitor.page.url.endswith("/check")


@pytest.mark.check(15)
def test_another_language_keeps_an_address_that_is_half_typed_and_enter_still_sends_it(visitor: Visitor) -> None:
    visitor.open("apply/start/email")
    visitor.page.fill("[name=email]", "hanako@")
    visitor.page.locator(".languages summary").click()
    press(visitor.page, "go-on-in-en")
    assert visitor.page.url.endswith("/en/apply/start/email")
    assert visitor.page.input_value("[name=email]") == "hanako@"
    visitor.page.fill("[name=email]", "hanako@resident.example")
    visitor.page.press("[name=email]", "Enter")
    visitor.page.wait_for_url("**/en/sent/*")


@pytest.mark.check(20)
def test_two_tabs_at_different_pages_keep_what_each_has_sent(visitor: Visitor) -> None:
    visitor.begin()
    visitor.fill_in(ANSWERS)
    press(visitor.page, "next")
    first, second = visitor.page, visitor.context.new_page()
    second.goto(first.url.replace("/who", "/place"))
    visitor.fill_in(ANSWERS)
    second.fill("[name=room]", "305")
    press(first, "next")
    press(second, "next")
    first.reload()
    visitor.fill_in(ANSWERS)
    press(first, "next")
    words = first.inner_text("main")
    assert first.url.endswith("/check")
    assert "305" in words
    assert ANSWERS["family_name"] in words
