"""Pages that were answered, shown by a real Chromium without any policy, and what grew on them out of words."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import Browser, Route

from tests.hostile.watching import Heard, watched

HERE = "shown.example"
GROWN = r"""() => {
  const strange = "iframe, object, embed, img, image, video, audio, math, base, marquee, style, template, xss, "
    + "frameset, animate, set, foreignObject, isindex, svg:not(.plot), meta[http-equiv], "
    + "script:not([src^='/static/']), link:not([href^='/static/'])";
  const named = /^(href|src|srcset|action|formaction|data|poster|background|cite|ping)$/i;
  const ours = /^(\/(?![\/\\])|#|\?|tel:|mailto:)/;
  const odd = each => /^(on|style$|srcdoc$)/i.test(each.name) || (named.test(each.name) && !ours.test(each.value));
  return [...document.querySelectorAll("*")]
    .filter(each => each.matches(strange) || [...each.attributes].some(odd))
    .map(each => each.outerHTML.slice(0, 120));
}"""
"""Elements that no template of ours makes, and attributes that run something or lead elsewhere."""


def shown(browser: Browser, pages: Iterable[str], heard: Heard) -> list[str]:
    """Show each page; what grew on any of them."""
    grown: list[str] = []
    with watched(browser, heard, policy=False) as context:
        page = context.new_page()
        context.route(f"https://{HERE}/**", _nothing)
        page.goto(f"https://{HERE}/")
        for each in dict.fromkeys(pages):
            page.set_content(each)
            grown += page.evaluate(GROWN)
    return grown


def _nothing(route: Route) -> None:
    """What our own pages ask for beside their words: style sheets, the icon."""
    route.fulfill(body="", content_type=f"text/{'css' if '/static/' in route.request.url else 'html'}")
