"""The console's list of applications in a browser whose minutes pass when a test says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route

from tests.looks.gallery import Shown
from tests.looks.staff.rooms import Room
from tests.looks.stage import Stage

ROW = re.compile(r'<tr class="\w+" data-reference=')
MINUTE = 60_000
REMEMBER = """() => {
  window.told = [];
  window.moved = 0;
  const status = document.getElementById("arrivals"), everything = {childList: true, subtree: true};
  new MutationObserver(() => told.push(status.textContent)).observe(status, {characterData: true, ...everything});
  new MutationObserver(() => moved++).observe(document.querySelector(".list"), everything);
}"""


def full_lists(room: Room) -> list[Shown]:
    """Those with fifty rows."""
    return [page for page in room.pages if len(ROW.findall(page.html)) == 50]


@contextmanager
def watched_list(chromium: Browser, room: Room, answers: list[str]) -> Iterator[Page]:
    """A full list that asks how many have arrived and is told the last of `answers`; it counts its changes."""
    stage = Stage(chromium, room.site)

    def answer(route: Route) -> None:
        route.fulfill(body=answers[-1], content_type="text/plain")

    stage.page.clock.install()
    stage.context.route("**/arrivals", answer)
    page = stage.show(next(page for page in full_lists(room) if page.language == "ja"))
    page.evaluate(REMEMBER)
    yield page
    stage.close()


def known(page: Page) -> str:
    """The number that the list came with."""
    return str(page.locator("#arrivals").get_attribute("data-count"))


def a_minute_later(page: Page) -> None:
    """Until its question is answered."""
    with page.expect_response("**/arrivals") as answered:
        page.clock.run_for(MINUTE)
    answered.value.finished()
