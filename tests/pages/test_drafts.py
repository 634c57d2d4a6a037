"""Languages whose words nobody has reviewed yet say so, and Japanese stands marked on the pages of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from intake.languages import EASY, LANGUAGES
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.tour import Walk
from tests.scenery import window_settings
from webapp.app import create_app
from webapp.ruby import typed, written

README = Path(__file__).parents[2] / "README.md"
DRAFTS = [code for code, each in LANGUAGES.items() if each.draft]
KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
JAPANESE = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]")


def test_the_readme_tells_the_state_of_each_language() -> None:
    rows = re.findall(
        r"^\| `([\w-]+)` \| (.*?)(?:, with .*?)? \| (.*) \|$", README.read_text("utf-8"), re.MULTILINE
    )
    assert {(code, name, state == "draft") for code, name, state in rows} == {
        (each.code, each.own_name, each.draft) for each in LANGUAGES.values()
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_that_nobody_has_reviewed_says_so_and_leads_to_the_japanese_one(
    resident: Resident, code: str
) -> None:
    for page in (resident.ask_for_link(code), resident.get(f"/{code}/apply/stop")):
        notices = [each for _, each in page.tags if "data-unchecked" in each]
        assert len(notices) == (code in DRAFTS)
    links = [each["href"] for each in page.all("a") if "hreflang" in each and "data-language" not in each]
    assert links == ["/ja/apply/stop"] * (code in DRAFTS)


def test_in_a_form_the_way_to_the_japanese_page_keeps_what_was_typed(resident: Resident) -> None:
    resident.ask_for_link("vi")
    resident.press(code=resident.newest("verification")["code"])
    ways = [each for each in resident.page.all("button") if each.get("value") == "ja"]
    assert [each["form"] for each in ways] == ["answers"] * 2, "in the menu, and beside the notice"
    page = resident.press(lot="9-9-9", go_on_in="ja")
    assert page.value("lot") == "9-9-9"


def test_a_town_without_japanese_pages_leads_to_none(store: Store, public_keys: PublicKeys, town: Town) -> None:
    client = create_app(window_settings(store, public_keys, replace(town, languages=("en", "ko")))).test_client()
    assert "data-unchecked" not in client.get("/ko/", base_url="https://localhost").text


@pytest.mark.parametrize(("code", "letters"), [("vi", JAPANESE), ("zh-Hant", KANA)])
def test_japanese_on_a_page_of_another_language_is_marked_as_japanese(
    walk: Callable[[str], Walk], code: str, letters: re.Pattern[str]
) -> None:
    for answer in walk(code).answers:
        page = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
        assert [words for words in unmarked(page, LANGUAGES[code].tag) if letters.search(words)] == []


def unmarked(element: Element, tag: str, here: str = "") -> Iterator[str]:
    """The words on a page that are said to be of its language, without those that can't be marked."""
    here = element.get("lang", here)
    if element.tag in {"title", "textarea"}:
        return
    if here == tag:
        yield from filter(None, (element.text, *(child.tail for child in element)))
    for child in element:
        yield from unmarked(child, tag, here)


@pytest.mark.parametrize(
    ("words", "tag", "html"),
    [
        ("đội (受付) & đơn", "vi", 'đội (<span lang="ja">受付</span>) &amp; đơn'),
        ("申请编号（受付番号）", "zh-Hans", "申请编号（受付番号）"),
        ("水费中心（水道料金センター）", "zh-Hans", '水费中心（<span lang="ja">水道料金センター</span>）'),
        ("栄町<b>", "ko", '<span lang="ja">栄町</span>&lt;b&gt;'),
    ],
)
def test_only_what_is_surely_japanese_is_marked(words: str, tag: str, html: str) -> None:
    assert str(written(words, tag)) == html
    assert str(typed(words, tag)) == html


def test_what_was_typed_gets_no_reading_and_no_mark_on_a_japanese_page() -> None:
    assert str(typed("山《やま》<", LANGUAGES[EASY].tag)) == "山《やま》&lt;"
