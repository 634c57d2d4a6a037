"""The receipt, printed by the browser: one sheet, with what has to be kept and nothing to press."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import PdfMargins
from pypdf import PdfReader

from intake.languages import LANGUAGES
from tests.looks.gallery import Shown
from tests.looks.stage import Stage

UNPRINTED = "nav, footer, .buttons, .skip"
EDGES: PdfMargins = {"top": "10mm", "right": "10mm", "bottom": "10mm", "left": "10mm"}
"""What browsers leave free around a printed page unless somebody asks for more."""


def printed(stage: Stage, shown: Shown) -> list[str]:
    """The text of each sheet, without spaces, which fonts set as they like."""
    stage.show(shown)
    sheets = PdfReader(io.BytesIO(stage.page.pdf(format="A4", margin=EDGES))).pages
    return ["".join(sheet.extract_text().split()) for sheet in sheets]


def words(stage: Stage, selector: str) -> list[str]:
    """What stands in parts of the page that is open."""
    texts: list[str] = stage.page.eval_on_selector_all(
        selector, "all => all.flatMap(each => each.textContent.split('\\n'))"
    )
    return ["".join(text.split()) for text in texts if text.strip()]


def receipt(pages: list[Shown]) -> Shown:
    return next(shown for shown in pages if shown.name == "received")


@pytest.mark.check(14)
def test_the_receipt_is_one_sheet_without_anything_to_press(stage: Stage, pages: list[Shown]) -> None:
    (sheet,) = printed(stage, receipt(pages))
    (reference,) = words(stage, "[data-reference]")
    (phone,) = words(stage, ".phone")
    assert reference in sheet
    assert phone in sheet
    named = LANGUAGES[pages[0].language].own_name  # a draft says of which language it is one
    shown = [each for each in words(stage, UNPRINTED) if len(each) > 3 and each != named and each in sheet]
    assert shown == []
    stage.page.emulate_media(media="print")
    assert not stage.page.locator(UNPRINTED).filter(visible=True).count()
    stage.page.emulate_media(media="null")


def test_a_second_sheet_and_a_printed_button_are_seen(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    shown = receipt(gallery("en"))
    long = shown.html.replace("</main>", "<p>more</p>" * 99 + "<p>See My Page</p></main>")
    sheets = printed(stage, Shown(shown.name, shown.language, shown.path, long, shown.headers))
    assert len(sheets) > 1
    assert "SeeMyPage" in "".join(sheets[1:])
    assert "SeeMyPage" in words(stage, ".buttons")
