"""The words of the pages, in both languages."""

import re
from pathlib import Path

import html5lib
import pytest
from babel.messages.pofile import read_po

import billing
from tests.billing.paper import Hands

ROOM = Path(billing.__file__).parent


def pages(hands: Hands) -> list[str]:
    hands.key()
    faulty = hands.key(reference="1")
    paths = ("/registrations", "/registrations/1", "/registrations/new", "/nowhere")
    return [faulty.text, *(hands.look(path).text for path in paths)]


@pytest.mark.parametrize(
    ("code", "honest"),
    [("ja", "実際の申込みは受け付けていません"), ("en", "It accepts no real application")],
)
def test_every_page_is_whole_html_and_says_that_it_is_a_reference_implementation(
    sato: Hands, code: str, honest: str
) -> None:
    sato.look(f"/lang/{code}")
    for page in pages(sato):
        html5lib.HTMLParser(strict=True).parse(page)
        assert f'<html lang="{code}">' in page
        assert honest in page
        assert page.count("<h1>") == 1
        assert not re.search(r"<script|<style| style=| on\w+=", page)


def test_no_english_is_left_on_a_japanese_page_and_no_japanese_on_an_english_one(sato: Hands) -> None:
    japanese = [re.sub(r"<[^>]+>", " ", page) for page in pages(sato)]
    assert not re.search(r"\b(the|slip|number|please|required)\b", " ".join(japanese), re.IGNORECASE)
    sato.look("/lang/en")
    english = sato.look("/registrations/new").text
    words = re.sub(r"<[^>]+>|日本語|｜", " ", english)
    assert not re.search(r"[ぁ-んァ-ヶ一-龠]", words)


def test_every_control_has_a_label_and_every_reference_between_elements_leads_somewhere(sato: Hands) -> None:
    for page in pages(sato)[:4]:
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        pointed = re.findall(r'(?:for|aria-labelledby)="([^"]+)"|href="#([^"]+)"', page)
        described = " ".join(re.findall(r'aria-describedby="([^"]+)"', page)).split()
        assert {first or second for first, second in pointed} | set(described) <= set(ids)


def test_the_language_link_leads_back_to_the_page_and_never_to_another_site(sato: Hands) -> None:
    def after(referrer: str) -> str | None:
        headers = {"Referer": referrer}
        return sato.client.get("/lang/en", base_url="https://localhost", headers=headers).location

    assert after("https://localhost/registrations/new") == "/registrations/new"
    assert after("https://elsewhere.example/registrations") == "/"
    assert after("https://localhost//elsewhere.example") == "/"
    assert sato.look("/lang/xx").status_code == 404


def test_every_message_has_japanese_words() -> None:
    catalogue = read_po((ROOM / "translations/ja/LC_MESSAGES/messages.po").open("rb"))
    assert [message.id for message in catalogue if message.id and not message.string] == []
