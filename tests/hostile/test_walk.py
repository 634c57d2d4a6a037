"""A real Chromium before the real console: every page of every role, with hostile words behind all of them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page

from tests.console.clerk import PASSWORD, code
from tests.console.conftest import ROLES
from tests.console.test_matrix import PLACE, Route, listed
from tests.hostile.canary import Canary
from tests.hostile.house import House
from tests.hostile.raid import Hit, Raid
from tests.hostile.showing import GROWN
from tests.hostile.watching import Chromium, Heard, watched

VALUES = '() => [...document.querySelectorAll("dd[data-field]")].map(e => [e.dataset.field, e.textContent])'
LISTS = ("all", "new", "mine", "printed", "check", "cancel", "inquiries", "done")
"""Those of them that there are; the others are pages that say so."""
STATES = 5
"""So many of the last applications are each in another state; the pages about one are looked at for these."""
SOME = 10
"""Two applications of each procedure."""


def addresses(route: Route, raid: Raid) -> Iterator[str]:
    """Every address of a route that shows something here; plots and papers are files to take away."""
    values = {
        "reference": [hit.reference for hit in raid.hits[-STATES:]],
        "serial": [str(serial) for serial in (1, *raid.cancellations)],
        "batch": [raid.batch],
        "name": list(LISTS),
        "day": [raid.closed],
        "number": ["2026"],
        "filename": ["console.css"],
        "code": ["ja"],
    }
    (place, *_) = [found[2] for found in PLACE.finditer(route.rule)] or [""]
    for value in values[place] if place else [""]:
        yield PLACE.sub(value, route.rule)


def sign_in(page: Page, origin: str, house: House, username: str) -> None:
    house.watch.pass_by(minutes=1)
    page.goto(f"{origin}/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=totp]", code(username, house.watch))
    press(page, "sign-in")


def press(page: Page, action: str) -> None:
    page.locator(f'[data-action="{action}"]').first.click()
    page.wait_for_load_state()


def walk(context: BrowserContext, origin: str, raid: Raid, username: str) -> list[str]:
    """Every page that somebody of a role may see; what grew on them."""
    page, grown = context.new_page(), []
    sign_in(page, origin, raid.house, username)
    role = ROLES[username].value
    for route in listed():
        if "GET" not in route.methods or not route.roles & {role, "everybody"} or "." in route.rule:
            continue
        for address in addresses(route, raid):
            answer = page.goto(origin + address)
            assert answer
            assert answer.status in {200, 404, 409}, (username, address, answer.status)
            if answer.headers["content-type"].startswith("text/html"):
                grown += page.evaluate(GROWN)
    page.close()
    return grown


def test_no_page_of_the_console_runs_or_sends_anything(raid: Raid, chromium: Chromium, canary: Canary) -> None:
    heard = Heard()

    def look(browser: Browser) -> list[str]:
        grown: list[str] = []
        with raid.house.served() as origin:
            for username in ("sato", "tanaka", "kansa"):
                with watched(browser, heard) as context:
                    grown += walk(context, origin, raid, username)
        return grown

    assert chromium.does(look) == []
    quiet_about(heard, canary, raid.house)


def quiet_about(heard: Heard, canary: Canary, house: House) -> None:
    """Nothing was called, asked or sent to anybody but the console, and the policy had nothing to stop."""
    assert (heard.calls, heard.dialogs) == ([], [])
    assert heard.elsewhere(f"localhost:{house.settings.port}") == []
    assert heard.against_policy() == []
    assert canary.heard == []


def opened(page: Page, origin: str, hit: Hit) -> dict[str, str]:
    """The fields of a record that a clerk opens."""
    page.goto(f"{origin}/applications/{hit.reference}")
    reasons = page.locator("#open-reason option").evaluate_all("all => all.map(each => each.value)")
    page.select_option("#open-reason", next(each for each in reasons if each in {"own_work", "inquiry"}))
    press(page, "open")
    return dict(page.evaluate(VALUES))


def test_a_record_shows_the_words_and_runs_none(raid: Raid, chromium: Chromium, canary: Canary) -> None:
    """As a clerk opens it; the other records are shown to a browser without the policy in `test_records.py`."""
    heard, hits = Heard(), raid.hits[:SOME]

    def look(browser: Browser) -> list[str]:
        grown: list[str] = []
        with raid.house.served() as origin, watched(browser, heard) as context:
            page = context.new_page()
            sign_in(page, origin, raid.house, "sato")
            for hit in hits:
                shown = opened(page, origin, hit)
                assert {name: shown[name] for name in hit.attack.kept} == hit.attack.kept
                written = page.locator("p.written").all_text_contents()
                assert sorted(written) == sorted(hit.written)
                grown += page.evaluate(GROWN)
        return grown

    assert chromium.does(look) == []
    quiet_about(heard, canary, raid.house)
