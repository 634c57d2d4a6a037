"""The centre asks, the resident answers on My Page; later the link is lost and a new one comes by mail."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.browser.people import AtTheConsole, AtTheWindow, press
from tests.browser.test_the_whole_story import TYPED_BY_THE_RESIDENT
from tests.rehearsal.launching import Running

EMAIL = "tome@resident.example"
OWN_WORDS = "<b>何階</b>ですか"


def show_all(resident: AtTheWindow) -> str:
    """What My Page says after the second item."""
    resident.page.fill("[name=last_four]", "5678")
    press(resident.page, "show-all")
    return resident.page.inner_text("main")


def unfold(clerk: AtTheConsole, action: str) -> None:
    clerk.page.locator(f'details:has([data-action="{action}"]) summary').click()


def test_a_question_is_answered_without_a_phone_and_a_lost_link_is_renewed(
    demo: Running, chromium: Browser
) -> None:
    tome, clerk = AtTheWindow(chromium, demo, EMAIL), AtTheConsole(chromium, demo, "clerk", 1)
    tome.ask_for_link()
    tome.follow(tome.link("/continue"))
    tome.fill_in(**TYPED_BY_THE_RESIDENT)
    reference, old = tome.submit(), tome.link("/mypage")

    clerk.sign_in()
    clerk.find(reference)
    unfold(clerk, "ask")
    clerk.page.select_option("[name=question]", "other")
    clerk.page.fill("[name=text]", OWN_WORDS)
    press(clerk.page, "ask")
    mail = demo.mail(EMAIL, "お聞きしたいことがあります")
    assert "何階" not in mail["subject"] + mail["text"]
    assert "#" not in mail["text"]

    tome.follow(old, action="open-my-page")
    assert OWN_WORDS not in tome.page.inner_text("main")
    assert OWN_WORDS in show_all(tome)
    tome.page.fill("[name=answer]", "三階です")
    press(tome.page, "send-answer")
    assert "回答がセンターに届きました" in tome.page.inner_text("main")
    clerk.page.goto(demo.ready["staff"] + "/queue/inquiries")
    assert clerk.page.locator('[data-inquiry="answered"]').count() == 1

    supervisor = AtTheConsole(chromium, demo, "supervisor")
    supervisor.sign_in()
    supervisor.find(reference)
    unfold(supervisor, "relink")
    supervisor.page.check("[value=called_back]")
    press(supervisor.page, "relink")
    found = re.search(r"https://\S+/mypage#\S+", demo.mail(EMAIL, "新しいリンクのお知らせ")["text"])
    assert found
    tome.page.reload()
    assert tome.page.locator("[data-trouble]").count() == 1
    tome.follow(old, action="open-my-page")
    assert "申込みが見つかりませんでした" in tome.page.inner_text("main")
    # In the same tab: only the fragment of the address changes.
    tome.follow(found[0], action="open-my-page")
    assert "三階です" in show_all(tome)
