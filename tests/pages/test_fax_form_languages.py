"""The form on paper in every language: each letter is drawn, or the form is in English and says so."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import typst
from flask import Flask
from pypdf import PdfReader
from pypdf.generic import ContentStream, TextStringObject

from intake.languages import LANGUAGES
from intake.paper import glyphs
from intake.paper.glyphs import characters, runs, unprintable
from intake.paper.typefaces import Typeface, typefaces
from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.town import Town
from tests.scenery import StandingClock
from webapp.fax_form import form_content
from webapp.language import on_paper

FOREIGN = [code for code, each in LANGUAGES.items() if each.tag not in {"ja", "en"}]


def content(code: str, procedure: str, town: Town, clock: StandingClock) -> dict[str, object]:
    return form_content(PROCEDURES[procedure], Situation(town, clock.now()), code, on_paper)


def stretches(content: object) -> Iterator[tuple[str, str]]:
    """The family and the text of every stretch, however deep it lies."""
    if isinstance(content, list):
        for each in content:
            yield from stretches(each)
    elif isinstance(content, dict):
        if content.keys() == {"family", "text"}:
            yield content["family"], content["text"]
        for each in content.values():
            yield from stretches(each)


def letters_without_glyph(pdf: bytes) -> int:
    """How often a PDF draws glyph 0 of a font, the box that stands for a letter that the font lacks."""
    reader = PdfReader(BytesIO(pdf))
    return sum(
        word == b"\0\0" for page in reader.pages for drawn in _drawn(page, reader) for word in _in_twos(drawn)
    )


def _drawn(page: Any, reader: PdfReader) -> Iterator[bytes]:
    stream = ContentStream(page.get_contents(), reader)
    for operands, operator in stream.operations:
        if operator in {b"Tj", b"TJ"}:
            for each in operands[0] if operator == b"TJ" else operands:
                if isinstance(each, (bytes, TextStringObject)):
                    yield each if isinstance(each, bytes) else each.original_bytes


def _in_twos(drawn: bytes) -> Iterator[bytes]:
    return (drawn[at : at + 2] for at in range(0, len(drawn), 2))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_of_every_form_has_a_font_that_draws_it(code: str, town: Town, clock: StandingClock) -> None:
    faces: dict[str, Typeface] = {face.family: face for face in (*typefaces(), *typefaces(code))}
    for procedure in PROCEDURES:
        for family, text in stretches(content(code, procedure, town, clock)):
            assert "〔U+" not in text
            assert {ord(each) for each in text} - {0x200B} <= faces[family].characters, (procedure, text)


@pytest.mark.parametrize("code", ["ja", "zh-Hans", "ko", "vi", "ne"])
def test_a_form_is_drawn_without_a_missing_glyph_and_with_its_fonts_inside(window_app: Flask, code: str) -> None:
    answer = window_app.test_client().get(f"/{code}/without-email/debit_form.pdf", base_url="https://localhost")
    assert letters_without_glyph(answer.data) == 0
    reader = PdfReader(BytesIO(answer.data))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            (below,) = font.get_object()["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & below.get_object()["/FontDescriptor"].get_object().keys()


def test_a_missing_glyph_would_be_found() -> None:
    pdf = typst.compile("#set text(fallback: false)\n水".encode(), format="pdf", ignore_system_fonts=True)
    assert isinstance(pdf, bytes)
    assert letters_without_glyph(pdf) == 1


@pytest.mark.parametrize(
    ("code", "word"), [("vi", "Tiếng"), ("pt-BR", "Informações"), ("ko", "신청"), ("ne", "पानी")]
)
def test_a_word_is_drawn_by_one_font(code: str, word: str) -> None:
    assert len(runs(word, language=code)) == 1 or unprintable(word, code), "this machine may lack the font"


@pytest.fixture
def no_fonts_but_japanese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine with the fonts of the Python packages only."""
    packaged = tuple(face for face in typefaces() if face.family in {"IPAexGothic", "DejaVu Sans"})
    caches = (glyphs._shown, glyphs._face)
    monkeypatch.setattr(glyphs, "typefaces", lambda _language="ja": packaged)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("no_fonts_but_japanese")
@pytest.mark.parametrize("code", FOREIGN)
def test_where_the_fonts_are_missing_the_form_is_in_english_and_japanese_and_says_so(
    code: str, town: Town, clock: StandingClock
) -> None:
    form = content(code, "start", town, clock)
    text = "".join(text for _, text in stretches(form)).replace("\u200b", "")
    assert "〔U+" not in text
    if code in {"zh-Hans", "zh-Hant", "ko", "ne"}:
        assert form["language"] == "en"
        assert "so this form is in English" in text
        assert "文字をここでは印刷できないため" in text
    else:
        assert (form["language"], form["remark"]) == (code, None)


def test_a_long_word_is_not_broken_where_its_letters_grow_together() -> None:
    word = "क्ष" * 12
    pieces = "".join(run.text for run in runs(word, language="ne")).split("\u200b")
    assert len(pieces) > 1 or unprintable(word, "ne")
    assert all(len(list(characters(piece))) for piece in pieces)
    assert not any(piece.endswith("\u094d") for piece in pieces[:-1])
