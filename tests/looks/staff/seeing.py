"""What a browser says of one page: has it room, what is too small, how is it built, what shows the focus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.looks.axe import Judged
from tests.looks.gallery import Shown
from tests.looks.stage import Stage

SEEN = """each => each.checkVisibility() && !each.closest(".skip, .unseen, svg") && each.type !== "hidden" """
ROOM = f"""() => {{
  const wide = document.documentElement.clientWidth, found = [], seen = {SEEN};
  const scrolls = box => ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
  const inside = each => each.parentElement && (scrolls(each.parentElement) || inside(each.parentElement));
  const named = box => box.tabIndex === 0 && box.getAttribute("role") === "region" &&
    (box.hasAttribute("aria-label") || box.hasAttribute("aria-labelledby"));
  if (document.documentElement.scrollWidth > wide) found.push(`page ${{document.documentElement.scrollWidth}}`);
  for (const each of document.body.querySelectorAll("*")) {{
    if (!seen(each)) continue;
    const box = each.getBoundingClientRect();
    const out = each.scrollWidth > each.clientWidth + 1;
    if (out && scrolls(each) && !each.matches("input, textarea") && !named(each))
      found.push(`scrolls without a name ${{each.outerHTML.slice(0, 90)}}`);
    if ((box.right > wide + 1 || box.left < -1) && !each.closest("thead") && !inside(each))
      found.push(`outside ${{each.outerHTML.slice(0, 90)}}`);
    if (each.matches("button, .button, select, summary, .tabs a, .chip, .mark") && out)
      found.push(`cut off ${{each.outerHTML.slice(0, 90)}}`);
  }}
  return found;
}}"""
SMALL = f"""least => [...document.querySelectorAll(
    "button, .button, select, textarea, input:not([type=checkbox], [type=radio])")]
  .filter({SEEN}).filter(each => each.getBoundingClientRect().height < least)
  .map(each => each.outerHTML.slice(0, 90))"""
BUILD = """() => {
  const found = [], all = name => [...document.querySelectorAll(name)].filter(each => each.checkVisibility());
  const levels = all("h1, h2, h3, h4, h5, h6").map(each => Number(each.localName[1]));
  if (all("h1").length !== 1) found.push(`${all("h1").length} h1`);
  if (levels[0] !== 1) found.push(`begins with h${levels[0]}`);
  levels.forEach((level, at) => at && level > levels[at - 1] + 1 && found.push(`h${levels[at - 1]} to h${level}`));
  if (all("main").length !== 1) found.push("main");
  if (all("body > header").length > 1) found.push("banner");
  if (all("body > header").length && !document.querySelector("body > .skip[href='#main'], body > a[href='#main']"))
    found.push("no way past the banner");
  return found;
}"""
FOCUS = """() => {
  const found = [], seen = each => each.checkVisibility() && each.type !== "hidden" && !each.disabled;
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  for (const each of document.querySelectorAll(all)) {
    if (!seen(each)) continue;
    if (each.tabIndex > 0) found.push(`in an order of its own ${each.outerHTML.slice(0, 90)}`);
    if (each.tabIndex < 0) continue;
    each.focus();
    const line = getComputedStyle(each), box = each.getClientRects()[0];
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const over = document.elementFromPoint(box.left + box.width / 2, (top + bottom) / 2);
    if (document.activeElement !== each) found.push(`takes no focus ${each.outerHTML.slice(0, 90)}`);
    else if (line.outlineStyle === "none" || parseFloat(line.outlineWidth) < 3)
      found.push(`no line ${line.outlineWidth} ${each.outerHTML.slice(0, 90)}`);
    else if (box.right < 1 || box.bottom < 1 || box.left > innerWidth || box.top > innerHeight)
      found.push(`outside ${each.outerHTML.slice(0, 90)}`);
    else if (!each.contains(over) && !each.closest("li")?.contains(over))
      found.push(`covered ${each.outerHTML.slice(0, 90)}`);
  }
  return found;
}"""


@dataclass
class Faults:
    """What was found on all pages of a room, by the kind of fault."""

    room: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    build: list[str] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)
    axe: Judged = field(default_factory=lambda: Judged(enhanced=False))

    def look_at(self, stage: Stage, shown: Shown, widths: tuple[int, ...], least: int) -> None:
        """One page, opened once. `least` is the height in pixels that buttons and fields have."""
        page, name = stage.show(shown), f"{shown.name} {shown.language}"
        for width in widths:
            self.room += _said(stage.at_width(width), ROOM, f"{name} at {width}")
        self.small += (f"{name}: {what}" for what in page.evaluate(SMALL, least))
        self.build += _said(page, BUILD, name)
        self.axe.look_at(page, name)
        # After a key the browser shows the focus wherever it goes.
        page.keyboard.press("Tab")
        self.focus += _said(page, FOCUS, name)


def _said(page: Page, script: str, where: str) -> Iterator[str]:
    return (f"{where}: {what}" for what in page.evaluate(script))
