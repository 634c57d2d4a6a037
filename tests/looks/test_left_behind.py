"""What a browser keeps after an application: nothing personal in addresses, titles, stores, and one cookie."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import BrowserContext, Frame

from tests.browser.people import press
from tests.looks.living import LivingWindow, Visitor
from tests.scenery import ANSWERS, EMAIL

OWN = ("zip", "town", "lot", "building", "family_name", "given_name", "family_kana", "given_kana", "phone")
PERSONAL = {EMAIL, "hanako", "090-1234", "09012345678", *(ANSWERS[name] for name in OWN)}
KEPT = """async () => [
  ...Object.entries(localStorage).flat(), ...Object.entries(sessionStorage).flat(),
  ...(await indexedDB.databases()).map(each => each.name), ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map(each => each.scope),
]"""


def personal(texts: Iterable[str]) -> list[str]:
    """The texts that hold something of the resident, also as an address writes it."""
    return [text for text in texts if any(each in unquote(text) for each in PERSONAL)]


def cookies_of(context: BrowserContext) -> list[tuple[str, bool, bool, str]]:
    """Name, HttpOnly, Secure and SameSite of each."""
    return [(each["name"], each["httpOnly"], each["secure"], each["sameSite"]) for each in context.cookies()]


@pytest.mark.check(27)
def test_a_whole_application_leaves_nothing_personal_behind(visitor: Visitor, living: LivingWindow) -> None:
    seen: list[str] = []

    def arrived(frame: Frame) -> None:
        seen.append(frame.url)

    visitor.page.on("framenavigated", arrived)
    titles, kept = [], []

    def look_around() -> None:
        titles.append(visitor.page.title())
        kept.extend(visitor.page.evaluate(KEPT))

    visitor.begin(EMAIL)
    look_around()
    visitor.to_the_check_page()
    look_around()
    press(visitor.page, "submit")
    look_around()
    secret = living.newest("received")["secret"]
    visitor.open(f"mypage#{secret}")
    look_around()
    press(visitor.page, "open-my-page")
    visitor.page.fill("[name=last_four]", ANSWERS["phone"][-4:])
    press(visitor.page, "show-all")
    assert EMAIL in visitor.page.inner_text("main")
    look_around()

    without_mailed_link = [url for url in seen if f"#{secret}" not in url]
    assert len(without_mailed_link) > 8
    assert personal([*seen, *titles]) == []
    assert [url for url in without_mailed_link if secret in url or "#" in url] == []
    assert kept == []


@pytest.mark.check(27)
def test_the_one_cookie_stands_on_the_cookie_page_and_no_script_reads_it(visitor: Visitor) -> None:
    visitor.begin()
    (cookie,) = cookies_of(visitor.context)
    assert cookie == ("__Host-window", True, True, "Lax")
    assert visitor.page.evaluate("document.cookie") == ""
    visitor.open("cookies")
    told = visitor.page.locator("[data-cookie]")
    assert told.count() == 1
    assert told.get_attribute("data-cookie") == cookie[0]
    for word in ("HttpOnly", "Secure", "SameSite=Lax"):
        assert re.search(rf"\b{word}\b", told.inner_text())


def test_what_a_page_leaves_behind_is_seen(visitor: Visitor) -> None:
    visitor.open("")
    assert visitor.page.evaluate(KEPT) == []
    visitor.page.evaluate("localStorage.x = 1, new Promise(done => indexedDB.open('y').onsuccess = done)")
    assert visitor.page.evaluate(KEPT) == ["x", "1", "y"]
    assert personal(
        [f"https://localhost/ja/?mail={EMAIL}", f"/{quote(ANSWERS['town'])}", "/ja/form/12ab34cd/place"]
    ) == [f"https://localhost/ja/?mail={EMAIL}", f"/{quote(ANSWERS['town'])}"]
