"""Every sentence of the window speaks the language of its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import intake
import webapp
from intake.languages import EASY, LANGUAGES
from intake.places import neighbourhoods
from intake.town import Town
from simulation.catalogues import KEYWORDS, METHODS
from tests.pages.judge import Page
from tests.pages.tour import Walk
from tests.scenery import ANSWERS

ROOM = Path(webapp.__file__).parent
COUNTER = Path(intake.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)s")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
TYPED = (*ANSWERS.values(), "タカサキ", "カツコ", "無い町", "漢字", "長")


def catalogue(room: Path) -> Catalog:
    with (room / "translations/ja/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="ja")


def in_the_code(room: Path) -> set[str]:
    """The message ids of a room; of a plural, the singular."""
    found = extract_from_dir(room, METHODS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def messages(room: Path) -> dict[str, Message]:
    """The messages of a room's catalogue under their (singular) ids."""
    return {each.id if isinstance(each.id, str) else each.id[0]: each for each in catalogue(room) if each.id}


def spoken(message: Message) -> str:
    return message.string if isinstance(message.string, str) else "".join(message.string or ())


def words(page: Page) -> str:
    """What people read or hear on a page."""
    labels = (attributes.get("aria-label", "") for _, attributes in page.tags)
    return " ".join(" ".join((page.text, *labels)).split())


def texts(walk: Walk) -> list[tuple[str, str]]:
    """Names and words of all pages."""
    return [(name, words(page)) for name, page in (*walk.pages, *walk.troubles)]


def test_every_sentence_has_a_japanese_translation() -> None:
    translated = messages(ROOM)
    assert in_the_code(ROOM) == set(translated)
    assert [each for each in translated.values() if each.fuzzy or not spoken(each)] == []


def test_a_translation_has_the_places_of_its_sentence() -> None:
    for name, message in messages(ROOM).items():
        assert sorted(PLACEHOLDER.findall(spoken(message))) == sorted(PLACEHOLDER.findall(name))


def test_a_japanese_page_has_no_english_sentence(walk: Callable[[str], Walk]) -> None:
    foreign = {
        name: re.compile(".{1,80}?".join(re.escape(part) for part in PLACEHOLDER.split(name)))
        for name, message in {**messages(ROOM), **messages(COUNTER)}.items()
        if len(PLACEHOLDER.sub("", name)) > 12 and spoken(message) != name
    }
    for page, text in texts(walk("ja")):
        assert [name for name, pattern in foreign.items() if pattern.search(text)] == [], page
        assert "参考実装" in text, page


def test_an_english_page_has_no_japanese_but_names(walk: Callable[[str], Walk], town: Town) -> None:
    towns = neighbourhoods(town.prefecture, town.city)
    places = [name for place in towns for name in (place.name, place.hiragana, place.row[0])]
    places.append(town.consent.terms_name)
    known = sorted(
        {each.own_name for each in LANGUAGES.values()} | {"南足柄市", town.city, *places, *filter(None, TYPED)},
        key=len,
        reverse=True,
    )
    names = re.compile("|".join(map(re.escape, known)))
    for page, text in texts(walk("en")):
        assert JAPANESE.findall(names.sub("", text)) == [], page
        assert "reference implementation" in text, page


@pytest.mark.check(26)
@pytest.mark.parametrize("language", ["ja", EASY, "ne"])
def test_every_page_is_valid_html(walk: Callable[[str], Walk], language: str) -> None:
    made = walk(language)
    assert len(made.answers) > len(made.pages)
    for answer in made.answers:
        if answer.status_code // 100 != 3:
            html5lib.HTMLParser(strict=True).parse(answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("language", "written"),
    [("ja", "2026年（令和8年）11月23日（月）12:00"), ("en", "Mon 23 Nov 2026 (Reiwa 8), 12:00")],
)
def test_times_are_written_as_people_write_them(walk: Callable[[str], Walk], language: str, written: str) -> None:
    seen = {name: words(page) for name, page in walk(language).pages}
    assert written in seen["my page, open"]
    for name, text in seen.items():
        assert not re.search(r"20\d\d-\d\d-\d\d", text), name


def test_a_receipt_never_sounds_finished(walk: Callable[[str], Walk]) -> None:
    seen = {name: words(page) for name, page in walk("ja").pages}
    for name in ("received", "my page, open", "my page, print", "my page, key"):
        assert "まだ手続きは完了していません" in seen[name], name
