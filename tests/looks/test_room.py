"""Pages have room: on narrow screens, with large letters, with wide spacing; nothing is cut off or runs out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.looks.gallery import Shown
from tests.looks.stage import WIDTHS, Stage

Record = Callable[[str, object], None]

WIDE_SPACING = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-bottom: 2em !important; }"""
"""What SC 1.4.12 lets a reader ask for."""
DOUBLE = "html { font-size: 200% !important; }"
OUT_OF_ROOM = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push(`page ${document.documentElement.scrollWidth}`);
  for (const each of document.body.querySelectorAll("*")) {
    if (!each.checkVisibility() || each.closest(".unseen, .skip, svg, [data-scrolls]")) continue;
    const style = getComputedStyle(each), box = each.getBoundingClientRect();
    const cuts = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const words = each.matches("button, .button, summary");
    const own = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (box.right > wide + 1 || box.left < -1) found.push(`outside ${each.outerHTML.slice(0, 90)}`);
    else if ((cuts || words) &&
        (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1) && own)
      found.push(`cut off ${each.outerHTML.slice(0, 90)}`);
    else if (each.matches("input, select") && each.clientHeight < 1.15 * parseFloat(style.fontSize))
      found.push(`low ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""


def out_of_room(page: Page, where: str) -> Iterator[str]:
    """What runs out of the page or is cut off."""
    return (f"{where}: {what}" for what in page.evaluate(OUT_OF_ROOM))


@pytest.mark.check(5)
def test_no_page_is_wider_than_its_window(stage: Stage, pages: list[Shown], record_property: Record) -> None:
    found: list[str] = []
    for shown in pages:
        stage.show(shown)
        for width in WIDTHS:
            found += out_of_room(stage.at_width(width), f"{shown.name} at {width}")
    record_property("pages", len(pages))
    assert found == []


@pytest.mark.check(6)
def test_letters_of_double_size_and_wide_spacing_have_room(
    stage: Stage, pages: list[Shown], record_property: Record
) -> None:
    found: list[str] = []
    for shown in pages:
        stage.show(shown).add_style_tag(content=DOUBLE)
        found += out_of_room(stage.at_width(640), f"{shown.name}, letters doubled")
        stage.show(shown).add_style_tag(content=WIDE_SPACING)
        found += out_of_room(stage.at_width(320), f"{shown.name}, spaced")
    record_property("pages", len(pages))
    assert found == []


def test_what_is_cut_off_or_runs_out_is_seen(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    page = stage.show(gallery("ja")[0])
    page.evaluate("document.querySelector('h1').style = 'width: 5000px'")
    page.evaluate("document.querySelector('.brand').style = 'width: 20px; height: 20px; overflow: hidden'")
    found = list(out_of_room(stage.at_width(375), "spoilt"))
    assert [what for what in found if "outside <h1" in what]
    assert [what for what in found if "cut off <a" in what]
