"""Bare pages on which a payload is planted without any care, and a poke at every element to set it off."""

from __future__ import annotations

import html
import json
import unicodedata
from urllib.parse import unquote

from playwright.sync_api import Browser

from tests.hostile.canary import Canary
from tests.hostile.corpus import Payload
from tests.hostile.watching import Heard, watched

TOGETHER = 150
SETTLING = 200
"""Milliseconds for what a poke sets off."""

PLACES = {
    "element": "<div>{}</div>",
    "svg": "<div>{}</div>",
    "calls_out": "<div>{}</div><i title='\">' id=\"'>\">",
    "attribute": '<input value="{}">',
    "apostrophe": "<input value='{}'>",
    "unquoted": "<input value={}>",
    "inside_script": '<script>words = "{}";</script>',
    "url": '<iframe src="{}"></iframe>',
    "style": "<style>{}</style><input value=a>",
    "folded": "<div>{}</div>",
    "encoded": "<div>{}</div>",
}
"""Where the words of a group stand."""

TWICE = "<div id=d></div><script>d.innerHTML = {}; d.innerHTML = d.innerHTML; d.innerHTML = d.textContent</script>"
POKES = """() => {
  const events = ["mouseover", "pointerenter", "focus", "focusin", "blur", "animationstart", "close"];
  for (const frame of document.querySelectorAll("iframe")) {
    const inside = frame.contentDocument, view = frame.contentWindow;
    if (inside === null) continue;
    for (const element of inside.querySelectorAll("body *")) {
      for (const name of events) element.dispatchEvent(new Event(name));
      element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, view}));
    }
  }
}"""
"""A frame that has gone to another origin by itself has nothing inside for us."""


def planted(payload: Payload) -> str:
    """A page that takes the words for markup."""
    return "<!doctype html><meta charset=utf-8><title>x</title>" + _body(payload)


def _body(payload: Payload) -> str:
    if payload.group == "mutation":
        return TWICE.format(json.dumps(payload.text).replace("/", "\\/")) + f"<div>{payload.text}</div>"
    return PLACES[payload.group].replace("{}", _taken(payload))


def _taken(payload: Payload) -> str:
    """The words as a careless machine would have made them before it shows them."""
    text = payload.text
    if payload.group == "folded":
        return unicodedata.normalize("NFKC", text)
    if payload.group == "encoded":
        twice = html.unescape(html.unescape(unquote(unquote(text))))
        return twice.encode("latin-1").decode("unicode_escape") if "\\" in twice else twice
    return text


def plant_all(canary: Canary, corpus: list[Payload]) -> dict[str, Payload]:
    """Every page of the corpus by its address."""
    return {canary.plant(planted(payload)): payload for payload in corpus}


def crowded(canary: Canary, addresses: list[str]) -> str:
    """The address of a page that holds others."""
    return canary.plant("<!doctype html>" + "".join(f'<iframe src="{each}"></iframe>' for each in addresses))


def poked(browser: Browser, canary: Canary, addresses: list[str], heard: Heard) -> None:
    """Look at all the pages, some at once, and poke at every element of them."""
    with watched(browser, heard) as context:
        page = context.new_page()
        for first in range(0, len(addresses), TOGETHER):
            page.goto(crowded(canary, addresses[first : first + TOGETHER]))
            page.evaluate(POKES)
            page.wait_for_timeout(SETTLING)
