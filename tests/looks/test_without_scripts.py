"""Without any script a resident applies, looks at My Page by the mailed code, and cancels."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import press
from tests.looks.living import LivingWindow, Visitor
from tests.scenery import ANSWERS


@pytest.mark.check(4)
def test_my_page_opens_and_cancels_without_scripts(chromium: Browser, living: LivingWindow) -> None:
    visitor = Visitor(chromium, living, scripts=False)
    visitor.begin()
    visitor.to_the_check_page()
    press(visitor.page, "submit")
    visitor.open("mypage")
    visitor.page.fill("[name=token]", f"{living.url}/ja/mypage#{living.newest('received')['secret']}")
    press(visitor.page, "open-my-page")
    visitor.page.fill("[name=last_four]", ANSWERS["phone"][-4:])
    press(visitor.page, "show-all")
    assert ANSWERS["family_name"] in visitor.page.inner_text("main")
    press(visitor.page, "ask-cancel")
    press(visitor.page, "cancel")
    assert visitor.page.locator("[data-status=cancelled]").count()
    visitor.close()
