"""One visit to every page of a language, with all looks that need no key: each page is loaded only once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

import webapp
from intake.catalogues import COUNTER, words
from intake.languages import LANGUAGES
from tests.looks.gallery import Shown
from tests.looks.stage import Stage

SCRIPTS = Path(__file__).with_name("scripts")
SEEING = (SCRIPTS / "seeing.js").read_text(encoding="utf-8")
CATALOGUES = (Path(webapp.__file__).with_name("translations"), COUNTER)
HELP = """() => {
  const help = document.querySelector("aside.help").cloneNode(true);
  help.querySelector("[data-open-now]").textContent = "";  // the only part that changes by the hour
  return help.outerHTML;
}"""
TOKENS = "() => [...document.querySelectorAll('[autocomplete]')].map(each => each.getAttribute('autocomplete'))"


def look(page: Page, script: str, argument: str = "") -> list[str]:
    """What one script has to say against the page that is open."""
    body = (SCRIPTS / f"{script}.js").read_text(encoding="utf-8")
    found: list[str] = page.evaluate(
        f"argument => {{ {SEEING}\nconst look = {body};\nreturn look(argument); }}", argument
    )
    return found


@dataclass
class Inspection:
    """What was found on the pages of one language, by the name of the look; which tokens the fields have."""

    pages: int
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tokens: set[str] = field(default_factory=set)
    helps: set[str] = field(default_factory=set)

    def note(self, script: str, shown: Shown, complaints: Iterable[str]) -> None:
        """Keep what a look has found, with the page it was found on."""
        self.found[script] += [f"{shown.name}: {each}" for each in complaints]


def inspect(stage: Stage, pages: list[Shown]) -> Inspection:
    """Show each page once and take every look. The order matters: some looks open what is folded."""
    seen = Inspection(len(pages))
    stage.at_width(375)
    for shown in pages:
        page = stage.show(shown)
        seen.note("problems", shown, look(page, "problems", error_prefix(shown.language)))
        seen.note("tongue", shown, look(page, "tongue", LANGUAGES[shown.language].tag))
        for script in ("frame", "fields", "stillness", "focus", "targets", "edges"):
            seen.note(script, shown, look(page, script))
        page.emulate_media(forced_colors="active")
        seen.note("forced colours", shown, look(page, "edges"))
        page.emulate_media(forced_colors="none")
        seen.note("stillness", shown, [each for each in shown.headers if each.lower() == "refresh"])
        seen.tokens.update(page.evaluate(TOKENS))
        seen.helps.add(page.evaluate(HELP))
    return seen


def error_prefix(language: str) -> str:
    """How the title of a page begins on which something is wrong."""
    return words(CATALOGUES, language).gettext("Error: ")
