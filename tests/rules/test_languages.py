"""The languages: what a browser gets, how readings are written, and that a missing catalogue is no other one."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from intake.catalogues import COUNTER, CatalogueMissing, require_words, words
from intake.languages import EASY, LANGUAGES, best_for, name_of
from intake.readings import in_brackets
from intake.town import TownUnreadable
from tests.rules.words import japanese

ALL = tuple(LANGUAGES)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (["ja"], "ja"),
        (["ja-JP"], "ja"),
        (["fr", "en-GB"], "en"),
        (["zh"], "zh-Hans"),
        (["zh-CN"], "zh-Hans"),
        (["zh-Hans-TW"], "zh-Hans"),
        (["zh-TW"], "zh-Hant"),
        (["zh-Hant-HK"], "zh-Hant"),
        (["zh-HK"], "zh-Hant"),
        (["pt"], "pt-BR"),
        (["pt-PT"], "pt-BR"),
        (["fil-PH"], "tl"),
        (["TL"], "tl"),
        (["kok"], None),
        (["fr"], None),
        ([], None),
    ],
)
def test_a_browser_gets_the_language_that_it_asks_for(asked: list[str], given: str | None) -> None:
    assert best_for(asked, ALL) == given


def test_a_browser_gets_only_what_the_town_offers_and_easy_japanese_only_by_choice() -> None:
    assert best_for(["zh-TW", "en"], ("ja", "en")) == "en"
    assert best_for(["zh-TW"], ("ja", "zh-Hans")) == "zh-Hans"
    assert best_for(["ja"], (EASY, "en")) is None


@given(st.lists(st.text(max_size=12), max_size=4))
def test_no_tag_of_a_browser_leads_to_a_language_that_is_not_offered(asked: list[str]) -> None:
    assert best_for(asked, ("ja", "ne")) in {"ja", "ne", None}


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=ALL)
def test_each_language_has_what_pages_dates_and_staff_need(language: object) -> None:
    each = LANGUAGES[getattr(language, "code", "")]
    assert Locale.parse(each.locale).language in {each.tag.split("-")[0], "fil"}
    assert Locale.parse(each.folder)
    assert each.own_name
    assert japanese(name_of(each.code)) != each.name.message


def test_a_language_that_nobody_knows_is_named_by_its_code() -> None:
    assert japanese(name_of("tlh")) == "tlh"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("水道《すいどう》を使《つか》う", "水道(すいどう)を使(つか)う"),
        ("お｜客さま《きゃくさま》", "お客さま(きゃくさま)"),
        ("大人《おとな》｜1日《ついたち》", "大人(おとな)1日(ついたち)"),
        ("%(city)s水道《すいどう》", "%(city)s水道(すいどう)"),
        ("readings 《nothing》", "readings 《nothing》"),
        ("水道", "水道"),
    ],
)
def test_a_reading_stands_in_brackets_where_nothing_can_stand_above(written: str, shown: str) -> None:
    assert in_brackets(written) == shown


def test_a_language_without_catalogue_stops_the_start_and_never_borrows_another(tmp_path: Path) -> None:
    (tmp_path / "zh/LC_MESSAGES").mkdir(parents=True)
    with (tmp_path / "zh/LC_MESSAGES/messages.mo").open("wb") as file:
        write_mo(file, Catalog("zh"))
    for code in ("zh-Hans", "tlh", "../ja", ""):
        with pytest.raises(CatalogueMissing):
            words((tmp_path,), code)
        with pytest.raises(TownUnreadable):
            require_words((COUNTER, tmp_path), ("en", code))
    assert words((tmp_path,), "en").gettext("Town") == "Town"
