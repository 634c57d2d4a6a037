"""A resident with a slow line and a slow phone does not wait.

Seconds are measured on whatever machine the tests run, which may be busy; so what is too slow is tried again, and
where LOOK_AT is not `all` there is room.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, Response, g, request
from playwright.sync_api import Browser, Page, Playwright

from intake.sealing.keys import read_private
from intake.store.engine import Store
from tests.looks.scope import ALL, HEAVIEST
from tests.looks.test_weight import KILOBYTE
from tests.looks.visit import Line, Loaded, Visit, visitors_browser
from tests.pages.resident import Resident, newest_code
from tests.pages.tour import INFORMATION
from tests.serving import PASSPHRASE, serving

Record = Callable[[str, object], None]

SECOND_GENERATION = Line(down=250_000, up=50_000, milliseconds=300)
"""2G as the developer tools of browsers have it."""
GREETINGS = 2 * 0.3
"""Seconds that TCP and TLS 1.3 take on such a line before the first request; the browser's brake spares them."""
CHEAP_PHONE = Line(down=1_600_000, up=750_000, milliseconds=150, slower=4)
ROOM = 1 if ALL else 3
"""How many times longer than the limit something may take where other work goes on beside."""
TRIES = 12 if ALL else 3
LONGEST = 0.3
"""Seconds that the window may take for nineteen of twenty answers."""
LOOKED_AT = ("", *INFORMATION, "apply/start/email", "mypage") if ALL else ("", "how-it-works")
"""The first page, and the one with pictures; with room for it, all that need no visit."""


@dataclass
class Open:
    """A window that listens, who can read its newest code, and a browser in front of it."""

    address: str
    newest_code: Callable[[], str]
    browser: Browser


@pytest.fixture(scope="module")
def open_window(migrated: Path, tmp_path_factory: pytest.TempPathFactory, driver: Playwright) -> Iterator[Open]:
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(migrated, folder / "desk.sqlite")
    store = Store(f"sqlite:///{folder}/desk.sqlite")
    with (
        serving(folder, store) as window,
        visitors_browser(driver, folder / "window.pem") as browser,
    ):
        postman = read_private(folder / "postman.key", PASSPHRASE)
        yield Open(f"https://localhost:{window.port}", lambda: newest_code(store, postman), browser)
    store.engine.dispose()


@pytest.fixture(scope="module", params=HEAVIEST if ALL else HEAVIEST[:1])
def slow_line(request: pytest.FixtureRequest, open_window: Open) -> list[Loaded]:
    """A whole application over a line of the second generation."""
    visit = Visit(open_window.browser, SECOND_GENERATION)
    pages = list(visit.apply(open_window.address, open_window.newest_code, request.param))
    visit.end()
    return pages


@pytest.mark.check(3)
def test_the_first_view_takes_three_requests_and_fifteen_kilobytes(slow_line: list[Loaded]) -> None:
    first = slow_line[0]
    assert first.requests <= 3
    assert first.received <= 15 * KILOBYTE


@pytest.mark.check(2, 3)
def test_each_further_page_is_all_that_is_asked_for_and_takes_six_kilobytes(slow_line: list[Loaded]) -> None:
    # What follows a sent form is asked for after the answer to the form.
    assert {page.name: page.requests for page in slow_line[1:] if page.requests > 1 + page.sent} == {}
    assert {page.name: page.received for page in slow_line[1:] if page.received > 6 * KILOBYTE} == {}


@pytest.mark.check(3)
def test_nobody_else_is_asked_for_anything(slow_line: list[Loaded]) -> None:
    assert {host for page in slow_line for host in page.hosts} == {"localhost"}


def test_over_a_line_of_the_second_generation_each_page_is_there_within_three_seconds(
    slow_line: list[Loaded], record_property: Record
) -> None:
    seconds = {page.name: page.seconds for page in slow_line}
    record_property("seconds", seconds)
    assert slow_line[0].seconds + GREETINGS < 3 * ROOM
    assert {name: each for name, each in seconds.items() if each > 3 * ROOM} == {}


@pytest.mark.check(30)
@pytest.mark.parametrize("path", LOOKED_AT)
def test_on_a_cheap_phone_the_largest_part_of_a_page_stands_after_one_and_a_half_seconds(
    open_window: Open, path: str, record_property: Record
) -> None:
    found: list[float] = []
    while len(found) < TRIES and min(found, default=9) > 1.5:
        visit = Visit(open_window.browser, CHEAP_PHONE)
        address = f"{open_window.address}/{HEAVIEST[0]}/{path}"
        found.append(visit.load(path, go_to(address)).largest_after)
        visit.end()
    record_property("seconds", found)
    assert min(found) <= 1.5 * ROOM


@pytest.mark.check(30)
def test_the_window_itself_takes_at_most_three_tenths_of_a_second_for_a_page(
    window_app: Flask, another_resident: Callable[[], Resident], record_property: Record
) -> None:
    took = stopwatch(window_app)
    slow: dict[str, float] = {}
    for _ in range(TRIES):  # a round that other work disturbs says nothing
        took.clear()
        for _ in range(10 if ALL else 2):
            look_around(another_resident())
        slow = {page: statistics.quantiles(each, n=20, method="inclusive")[-1] for page, each in took.items()}
        if max(slow.values()) <= LONGEST:
            break
    record_property("slowest", max(slow.values()))
    assert len(slow) > 20
    assert {page: seconds for page, seconds in slow.items() if seconds > LONGEST} == {}


def look_around(someone: Resident) -> None:
    """A whole application, My Page, and all that one can read."""
    someone.apply()
    someone.open_my_page(someone.newest("received")["secret"], HEAVIEST[0])
    for path in INFORMATION:
        someone.get(f"/{HEAVIEST[0]}/{path}")


def go_to(address: str) -> Callable[[Page], object]:
    return lambda page: page.goto(address)


def stopwatch(app: Flask) -> dict[str, list[float]]:
    """Seconds of each answer by its route: by the clock, or where other work goes on beside, of the processor."""
    took: dict[str, list[float]] = defaultdict(list)
    clock = time.perf_counter if ALL else time.thread_time

    @app.before_request
    def begin() -> None:
        g.stopwatch = clock()

    @app.after_request
    def end(response: Response) -> Response:
        took[f"{request.method} {request.url_rule}"].append(clock() - g.stopwatch)
        return response

    return took
