"""The console on a phone's screen, as a real browser lays it out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Route, sync_playwright

import admin
from tests.chromium import installed
from tests.console.clerk import Clerk

STYLE = Path(admin.__file__).parent / "static" / "console.css"
NARROW = """() => [document.documentElement.scrollWidth,
  ...Array.from(document.querySelectorAll(".events th, .events td"), cell => Math.round(cell.clientWidth))]"""


def laid_out(page: str, browser: str) -> list[int]:
    """Widths in pixels: of the whole page, then of every cell of its history, on a screen of 375."""

    def answer(route: Route) -> None:
        styled = urlsplit(route.request.url).path.endswith(STYLE.name)
        route.fulfill(
            body=STYLE.read_text(encoding="utf-8") if styled else page,
            content_type=f"text/{'css' if styled else 'html'}; charset=utf-8",
        )

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        tab = chromium.new_page(viewport={"width": 375, "height": 800})
        tab.route("**/*", answer)
        tab.goto("http://localhost/")
        widths: list[int] = tab.evaluate(NARROW)
        chromium.close()
    return widths


def test_a_history_scrolls_on_a_phone_and_squeezes_no_column(sato: Clerk, reference: str) -> None:
    sato.prints(reference)
    page = sato.cover(reference).response.get_data(as_text=True)
    # A thread of its own: Playwright allows one browser a thread, and another room's tests may keep one open.
    with ThreadPoolExecutor(1) as thread:
        whole, *cells = thread.submit(laid_out, page, installed()).result()
    assert whole == 375
    assert len(cells) == 5 * 4
    assert min(cells) > 48
