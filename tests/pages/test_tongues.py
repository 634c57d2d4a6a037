"""The menu of languages, readings above kanji, and what is marked as another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from markupsafe import escape

from intake.languages import EASY, LANGUAGES
from intake.places import neighbourhoods
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.test_translations import TYPED, texts
from tests.pages.tour import Walk
from tests.scenery import window_settings
from webapp.app import create_app
from webapp.ruby import flat, ruby

WITHOUT_READING = re.compile(r"[々〆\u3400-\u9fff]+(?![々〆\u3400-\u9fff(])")
DATA = (*(each.own_name for each in LANGUAGES.values()), "神奈川県企業庁", "南足柄市", *TYPED)
IN_NO_ELEMENT = re.compile(r"<(?:title|option)[^>]*>[^<]*<(?!/)|=\"[^\"]*<")


def test_a_page_in_easy_japanese_has_a_reading_for_each_kanji_that_nobody_typed(
    walk: Callable[[str], Walk], town: Town
) -> None:
    places = [place.name for place in neighbourhoods(town.prefecture, town.city)]
    names = [*DATA, *places, town.consent.terms_name]
    for page, text in texts(walk(EASY)):
        for name in sorted(filter(None, names), key=len, reverse=True):
            text = text.replace(name, "")  # noqa: PLW2901
        assert WITHOUT_READING.findall(text) == [], page
        assert not set("《》") & set(text), page


def test_nothing_stands_above_words_in_titles_options_and_attributes(
    walk: Callable[[str], Walk],
) -> None:
    seen = [answer.get_data(as_text=True) for answer in walk(EASY).answers]
    assert any("<ruby>" in page for page in seen)
    assert [found for page in seen for found in IN_NO_ELEMENT.findall(page)] == []


def test_what_people_type_is_escaped_and_gets_no_reading(resident: Resident) -> None:
    typed = "<b>山《やま》</b>"
    resident.get(f"/{EASY}/apply/start/email")
    page = resident.press(email=f"{typed}@example.jp")
    assert resident.page.value("email") == f"{typed}@example.jp"
    assert not page.all("b")


@pytest.mark.parametrize(
    ("words", "html", "title"),
    [
        ("水道《すいどう》", "<ruby>水道<rp>(<rt>すいどう<rp>)</ruby>", "水道(すいどう)"),
        ("a < b《c》", "a &lt; b《c》", "a &lt; b《c》"),
        (
            "｜<i>《<u>》",
            "<ruby>&lt;i&gt;<rp>(<rt>&lt;u&gt;<rp>)</ruby>",
            "&lt;i&gt;(&lt;u&gt;)",
        ),
    ],
)
def test_readings_become_elements_and_nothing_else_does(words: str, html: str, title: str) -> None:
    assert str(ruby(words)) == html
    assert str(flat(ruby(words))) == title
    assert str(escape(flat(words))) == str(escape(words))


@pytest.mark.parametrize("path", ["/{}/", "/{}/apply/start", "/{}/mypage", "/{}/nothing-here", "/nothing"])
def test_the_menu_names_every_language_in_itself_and_marks_the_one_of_the_page(
    resident: Resident, town: Town, path: str
) -> None:
    page = resident.get(path.format(EASY))
    assert {each.get("lang") for each in page.all("summary") if "lang" in each} == {"en"}
    assert "Language" in page.text
    assert all(LANGUAGES[code].own_name in page.text for code in town.languages)
    here = [each for _, each in page.tags if each.get("aria-current") == "true"]
    links = [each for each in page.all("a") if "data-language" in each]
    buttons = [each for each in page.all("button") if each.get("data-action", "").startswith("go-on-in-")]
    assert len(here) == 1
    assert len(links + buttons) == len(town.languages) - 1
    assert all(each["lang"] == each["hreflang"] for each in links)


@pytest.mark.check(15)
def test_switching_keeps_the_page(resident: Resident, town: Town) -> None:
    page = resident.get("/ja/apply/start")
    there = {each["data-language"]: each["href"] for each in page.all("a") if "data-language" in each}
    assert there == {code: f"/{code}/apply/start" for code in town.languages if code != "ja"}


@pytest.mark.check(15)
def test_in_a_form_every_other_language_is_a_button_that_keeps_what_was_typed(
    resident: Resident, town: Town
) -> None:
    resident.prove_by_code()
    buttons = [each["value"] for each in resident.page.all("button") if each.get("name") == "go_on_in"]
    assert buttons == [code for code in town.languages if code != "ja"]
    page = resident.press(lot="9-9-9", go_on_in=EASY)
    assert resident.path.startswith(f"/{EASY}/")
    assert page.value("lot") == "9-9-9"
    assert page.all("html")[0]["lang"] == "ja"


def test_names_of_the_town_that_are_of_another_language_are_marked(
    store: Store, public_keys: PublicKeys, town: Town
) -> None:
    in_japanese_only = replace(town, names={"ja": town.names["ja"]})
    client = create_app(window_settings(store, public_keys, in_japanese_only)).test_client()
    page = client.get("/en/", base_url="https://localhost").text
    assert '<span lang="ja">小田原市上下水道局</span>' in page
    assert "<title>Choose what you want to do | Water applications online | 小田原市</title>" in page
