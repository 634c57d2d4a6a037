"""Cancel and apply again in a real browser: giving up changes nothing, submitting ends the old one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.people import AtTheWindow, press
from tests.browser.test_the_whole_story import TYPED_BY_THE_RESIDENT
from tests.rehearsal.launching import Running


@pytest.mark.check(4)
@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.long)], ids=["with scripts", "without scripts"]
)
def test_a_resident_applies_again_with_another_room(demo: Running, chromium: Browser, scripts: bool) -> None:
    michi = AtTheWindow(chromium, demo, f"michi{scripts:d}@resident.example", scripts=scripts)
    michi.ask_for_link()
    michi.follow(michi.link("/continue"), paste=not scripts)
    michi.fill_in(**TYPED_BY_THE_RESIDENT)
    old, secret = michi.submit(), michi.link("/mypage")

    michi.follow(secret, paste=not scripts, action="open-my-page")
    michi.page.fill("[name=last_four]", "5678")
    press(michi.page, "show-all")
    my_page = michi.page.url
    press(michi.page, "ask-apply-again")
    press(michi.page, "apply-again")
    assert michi.page.input_value("[name=room]") == "204"

    michi.page.goto(my_page)
    assert michi.status == "submitted"

    press(michi.page, "ask-apply-again")
    press(michi.page, "apply-again")
    michi.fill_in_all({"room": "305", "consent": "yes"})
    new = michi.submit()
    assert new != old
    assert old in michi.page.inner_text("main")
    michi.page.goto(my_page)
    assert michi.status == "cancelled"
    assert new in michi.page.inner_text("main")
    assert old in demo.mail(michi.email, "取り消しました")["text"]
