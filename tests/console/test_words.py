"""The words of the console, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import admin
from simulation.catalogues import KEYWORDS, METHODS
from tests.console.clerk import Clerk
from tests.console.pages import Page

ROOM = Path(admin.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)s")
ENGLISH = re.compile(r"\b(the|this|of|please|not|printed|reason)\b", re.IGNORECASE)
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def messages() -> dict[str, Message]:
    """The messages of the catalogue under their ids; of a plural, the singular."""
    with (ROOM / "translations/ja/LC_MESSAGES/messages.po").open("rb") as file:
        catalogue = read_po(file, locale="ja")
    return {each.id if isinstance(each.id, str) else each.id[0]: each for each in catalogue if each.id}


def spoken(message: Message) -> str:
    return message.string if isinstance(message.string, str) else "".join(message.string or ())


def in_the_code() -> set[str]:
    found = extract_from_dir(ROOM, METHODS, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def pages(clerk: Clerk, auditor: Clerk, reference: str) -> list[Page]:
    """The pages that hold no resident's words: lists, cover, keying, mails, the city's page, a refusal."""
    clerk.prints(reference)
    paths = (
        "/queue",
        f"/applications/{reference}",
        f"/applications/{reference}/keyed",
        "/mails",
        "/sheets",
        "/alarms",
        "/nothing",
    )
    of_the_city = ("/audit", "/audit/register", "/closing", "/figures", "/staff", "/terminals", "/password")
    return [*(clerk.sees(path) for path in paths), *(auditor.sees(path) for path in of_the_city)]


def words(page: Page) -> str:
    """What is read on a page, without the name of the other language."""
    return re.sub("English|日本語", "", page.text)


def test_every_message_has_japanese_words() -> None:
    translated = messages()
    assert in_the_code() == set(translated)
    assert [name for name, message in translated.items() if message.fuzzy or not spoken(message)] == []


def test_a_translation_has_the_places_of_its_sentence() -> None:
    for name, message in messages().items():
        assert sorted(PLACEHOLDER.findall(spoken(message))) == sorted(PLACEHOLDER.findall(name))


def test_no_english_is_left_on_a_japanese_page(sato: Clerk, kansa: Clerk, reference: str) -> None:
    for page in pages(sato, kansa, reference):
        assert ENGLISH.findall(words(page)) == [], page.heading
        assert "参考実装" in page.text


def test_no_japanese_is_left_on_an_english_page(sato: Clerk, kansa: Clerk, reference: str) -> None:
    for person in (sato, kansa):
        person.client.get("/language/en")
    for page in pages(sato, kansa, reference):
        assert JAPANESE.findall(words(page)) == [], page.heading
        assert "reference implementation" in page.text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_is_valid_html(sato: Clerk, kansa: Clerk, reference: str, language: str) -> None:
    for person in (sato, kansa):
        person.client.get(f"/language/{language}")
    for page in pages(sato, kansa, reference):
        html5lib.HTMLParser(strict=True).parse(page.response.get_data(as_text=True))
