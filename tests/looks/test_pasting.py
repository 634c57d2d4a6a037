"""Whoever has it somewhere pastes it: every field takes what Ctrl+V brings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.looks.gallery import Shown
from tests.looks.stage import Stage

FIELDS = "input:not([type=hidden], [type=radio], [type=checkbox]):visible, textarea:visible"
PASTED = "hanako.pasted@resident.example"
UNFOLDED = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const unfolded = "<style>.follow-up, .not-listed { display: block !important }</style>";
  document.head.insertAdjacentHTML("beforeend", unfolded);
}"""


def refusing(page: Page) -> list[str]:
    """The fields of the open page that nothing can be pasted into. The first one fills the clipboard."""
    page.evaluate(UNFOLDED)
    fields = page.locator(FIELDS).all()
    fields[0].fill(PASTED)
    fields[0].press("Control+a")
    fields[0].press("Control+x")
    refused = []
    for each in fields:
        each.press("Control+a")
        each.press("Control+v")
        if each.input_value() != PASTED:
            refused.append(each.get_attribute("name") or "")
    return refused


def pages_with_fields(pages: list[Shown]) -> list[Shown]:
    """One page for each set of fields."""
    seen: dict[tuple[str, ...], Shown] = {}
    for shown in pages:
        names = tuple(part.split('"')[0] for part in shown.html.split(' name="')[1:])
        if any(each in shown.html for each in ('type="text"', 'type="email"', 'type="tel"', "<textarea")):
            seen.setdefault(names, shown)
    return list(seen.values())


@pytest.mark.check(17)
def test_every_field_takes_what_is_pasted(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    shown = pages_with_fields(gallery("ja"))
    assert len(shown) >= 8
    found = {each.name: refused for each in shown if (refused := refusing(stage.show(each)))}
    assert found == {}


def test_a_field_that_refuses_is_seen(stage: Stage, gallery: Callable[[str], list[Shown]]) -> None:
    page = stage.show(next(each for each in gallery("ja") if each.name == "email"))
    assert refusing(page) == []
    page.evaluate("document.querySelector('#email').addEventListener('paste', event => event.preventDefault())")
    assert refusing(page) == ["email"]
