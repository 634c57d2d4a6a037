"""Every page of console, billing, desk and practice mailbox in a real browser: nothing is in anybody's way."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from tests.looks.axe import VERSION
from tests.looks.gallery import Shown
from tests.looks.scope import FEW
from tests.looks.staff.lists import a_minute_later, full_lists, known, watched_list
from tests.looks.staff.rooms import STATIC, Room
from tests.looks.staff.seeing import Faults
from tests.looks.stage import Site, Stage

# One visit asks everything of every page of a room: minutes, where all of them are shown to axe in each language.
pytestmark = pytest.mark.timeout(1800)

Record = Callable[[str, object], None]
LEAST = 44
"""Pixels; the size of what staff press all day."""
SPOILT = """<!doctype html><html lang="ja"><title>spoilt</title><header>a</header><h2>first</h2><h4>second</h4>
<div style="overflow-x: auto"><p style="width: 3000px">wide</p></div><table style="width: 3000px"><tr><td>a</table>
<input><button style="height: 20px; width: 20px; white-space: nowrap">far too long for it</button>
<a href="#a" tabindex="3" style="outline: none">a</a>
<a href="#b" style="outline: 4px solid">b</a>
<div style="position: fixed; inset: 0; background: #fff"></div></html>"""


@pytest.fixture(scope="module")
def pages(room: Room, all_languages: bool) -> list[Shown]:
    """What this run looks at."""
    if FEW:
        return room.few()
    return room.pages if all_languages else room.some()


@pytest.fixture(scope="module")
def faults(chromium: Browser, room: Room, pages: list[Shown]) -> Faults:
    """Each page is opened once, and everything is asked of it."""
    stage, found = Stage(chromium, room.site), Faults()
    for shown in pages:
        found.look_at(stage, shown, room.widths, LEAST)
    assert stage.strangers == []
    stage.close()
    return found


def test_no_page_of_a_room_is_left_out(room: Room) -> None:
    assert room.missing == []
    assert {page.language for page in room.pages} >= {"ja", "en"}


@pytest.mark.check(1, 11)
def test_axe_finds_no_barrier(
    pages: list[Shown], faults: Faults, chromium: Browser, record_property: Record
) -> None:
    record_property("pages", len(pages))
    record_property("axe", VERSION)
    record_property("browser", f"Chromium {chromium.version}")
    assert not faults.axe.complaints, "\n".join(faults.axe.complaints)


@pytest.mark.check(5)
def test_no_page_is_wider_than_its_window_and_tables_scroll_in_a_region_with_a_name(
    pages: list[Shown], faults: Faults, record_property: Record
) -> None:
    record_property("pages", len(pages))
    assert not faults.room, "\n".join(faults.room)


@pytest.mark.check(7)
def test_whatever_has_the_focus_shows_it(pages: list[Shown], faults: Faults, record_property: Record) -> None:
    record_property("pages", len(pages))
    assert not faults.focus, "\n".join(faults.focus)


@pytest.mark.check(9)
def test_buttons_and_fields_are_large(pages: list[Shown], faults: Faults, record_property: Record) -> None:
    record_property("pages", len(pages))
    assert not faults.small, "\n".join(faults.small)


@pytest.mark.check(26)
def test_each_page_has_one_heading_of_its_own_and_its_landmarks(
    pages: list[Shown], faults: Faults, record_property: Record
) -> None:
    record_property("pages", len(pages))
    assert not faults.build, "\n".join(faults.build)


@pytest.mark.check(2)
def test_a_list_of_fifty_is_light(rooms: Callable[[str], Room]) -> None:
    lists = full_lists(rooms("console"))
    assert {page.language for page in lists} == {"ja", "en"}
    for page in lists:
        assert len(page.html.encode()) <= 60 * 1024, page.name
        assert len(gzip.compress(page.html.encode())) <= 8 * 1024, page.name


@pytest.mark.check(29)
def test_a_list_speaks_only_when_the_number_of_arrivals_changes_and_moves_no_row(
    rooms: Callable[[str], Room], chromium: Browser
) -> None:
    answers = [""]
    with watched_list(chromium, rooms("console"), answers) as page:
        page.locator(".list tbody tr:nth-child(20) th a").focus()
        for answer in (known(page), known(page), "5", "5", "100"):
            answers.append(answer)
            a_minute_later(page)
        page.wait_for_function("told.length >= 2")
        told = page.evaluate("told")
        assert ["5" in told[0], "99+" in told[1], len(told)] == [True, True, 2]
        assert page.evaluate("moved") == 0
        assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 20


def test_what_is_in_the_way_is_seen(chromium: Browser) -> None:
    """Without this, a look that sees nothing would look like pages without faults."""
    stage, found = Stage(chromium, Site(STATIC["console"])), Faults()
    found.look_at(stage, Shown("spoilt", "ja", "/", SPOILT, {"Content-Type": "text/html"}), (1024,), LEAST)
    stage.close()
    kinds = ("page 3", "scrolls without a name", "outside <table", "cut off <button")
    assert [kind for kind in kinds if not any(kind in what for what in found.room)] == []
    assert len(found.small) == 2
    assert len(found.build) == 5
    assert [
        kind for kind in ("in an order", "no line", "covered") if not any(kind in it for it in found.focus)
    ] == []
    assert "4.1.2" in found.axe.failed
