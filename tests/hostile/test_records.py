"""An opened record shows hostile words as words: the same page as for a harmless record, but for the words."""

from __future__ import annotations

from collections import Counter
from random import Random
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser

from intake.procedures.field import Situation
from intake.procedures.reading import read_all
from intake.receiving import HandedIn, receive
from simulation.residents import typed_by_a_resident
from tests.console.pages import Page
from tests.hostile.canary import Canary
from tests.hostile.house import House
from tests.hostile.raid import TALKATIVE, Hit, Raid
from tests.hostile.showing import HERE, shown
from tests.hostile.watching import Chromium, Heard
from tests.scenery import EMAIL


@pytest.fixture(scope="module")
def opened(raid: Raid) -> list[tuple[Hit, Page]]:
    """Every record, opened by whoever works on it or looks into it."""
    pages = []
    for hit in raid.hits:
        reasons = raid.sato.cover(hit.reference).tree.iter("option")
        reason = next(each.attrib["value"] for each in reasons if each.attrib["value"] in {"own_work", "inquiry"})
        pages.append((hit, raid.sato.opens(hit.reference, reason=reason)))
    return pages


def test_every_word_stands_in_its_own_place_and_is_nothing_but_text(opened: list[tuple[Hit, Page]]) -> None:
    for hit, page in opened:
        assert page.status == 200
        places = {each.attrib["data-field"]: each for each in page.all("dd") if "data-field" in each.attrib}
        for field, text in hit.attack.kept.items():
            assert "".join(places[field].itertext()) == text
            assert len(places[field]) == 0, f"something grew in {field}"
        assert "".join(places["email"].itertext()) == hit.attack.email


def test_questions_answers_and_memos_are_nothing_but_text(opened: list[tuple[Hit, Page]]) -> None:
    for hit, page in opened[:TALKATIVE]:
        written = [each for each in page.all("p") if each.attrib.get("class") == "written"]
        assert sorted("".join(each.itertext()) for each in written) == sorted(hit.written)
        assert not [each for each in written if len(each)]


def test_the_page_has_the_same_elements_as_that_of_a_harmless_record(
    raid: Raid, opened: list[tuple[Hit, Page]]
) -> None:
    for hit, page in opened[:TALKATIVE]:
        twin = raid.sato.opens(harmless(raid.house, hit), reason="own_work")
        assert shape(page) == shape(twin)


def test_a_browser_without_any_policy_runs_no_word_of_a_record(
    opened: list[tuple[Hit, Page]], chromium: Chromium, canary: Canary
) -> None:
    heard = Heard()

    def look(browser: Browser) -> list[str]:
        return shown(browser, (page.response.get_data(as_text=True) for _, page in opened), heard)

    assert chromium.does(look) == []
    assert (heard.calls, heard.dialogs, heard.elsewhere(HERE)) == ([], [], [])
    assert canary.heard == []


def harmless(house: House, hit: Hit) -> str:
    """The same choices by somebody who means no harm; the reference."""
    procedure, situation = hit.attack.procedure, Situation(house.town, house.clock.now())
    words = {slot.control: "水" for slot in hit.attack.loaded} | {"new_room": "2"}
    chance = Random(hit.attack.number)  # noqa: S311 - the same choices as the other one made
    typed = typed_by_a_resident(procedure, situation, chance, {**hit.attack.chosen, **words})
    answers, problems = read_all(procedure, typed, situation)
    assert not problems
    with house.store.writing() as session:
        handed_in = HandedIn(procedure, answers, EMAIL, "ja", hit.reference.encode())
        return receive(session, house.keys.public(), situation, handed_in).application.reference


def shape(page: Page) -> Counter[tuple[str, ...]]:
    """How many there are of each element with its attributes, inside the record's own sections."""
    found: Counter[tuple[str, ...]] = Counter()
    for section in page.all("section"):
        if any("data-field" in each.attrib for each in section.iter()):
            found.update((each.tag, *sorted(each.attrib)) for each in section.iter() if not _empty(each))
    return found


def _empty(each: Element) -> bool:
    return each.attrib.get("class") == "empty"
