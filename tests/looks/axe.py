"""axe-core, run on the page that is open; what it says of each rule."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
DRAWN = "svg[role=img] text"
"""Words in a drawing that has a text beside it: axe can't tell on what they are drawn, so never decides."""
RUN = "([apart, options]) => axe.run({exclude: [[apart]]}, options)"
CRITERION = re.compile(r"wcag(\d)(\d)(\d+)")
SCRIPT = Axe().axe_script
VERSION = re.findall(r"axe v([\d.]+)", SCRIPT)[0]


@dataclass
class Judged:
    """What axe says of many pages: for each criterion of WCAG, on how many it judged, and on how many it failed.

    `complaints` names page, rule and place of everything that is wrong or that axe could not decide. With
    `enhanced` a contrast of 7 is asked for, which residents get; without it 4.5.
    """

    enhanced: bool = True
    judged: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def look_at(self, page: Page, name: str) -> None:
        """Run all rules on the page that is open."""
        page.evaluate(SCRIPT)
        results = page.evaluate(RUN, [DRAWN, self._options])
        bad = [*results["violations"], *filter(_of_letters, results["incomplete"])]
        self.complaints += [f"{name}: {_told(rule)}" for rule in bad]
        self.judged.update(_criteria([*results["passes"], *bad]))
        self.failed.update(_criteria(bad))

    @property
    def _options(self) -> dict[str, object]:
        # Neither rule runs by itself: the one is new in WCAG 2.2, the other goes beyond level AA.
        return {
            "runOnly": {"type": "tag", "values": TAGS},
            "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": self.enhanced}},
            "resultTypes": ["violations", "incomplete"],
        }

    def said(self) -> dict[str, list[int]]:
        """For the record of the run: criterion, pages judged, pages failed."""
        return {number: [count, self.failed[number]] for number, count in self.judged.items()}


def _of_letters(rule: dict[str, Any]) -> bool:
    """False where axe could not decide on the contrast of signs that are no letters, such as ●●●●.

    They have the colour of the words around them, which it judges.
    """
    found = [check.get("data") or {} for node in rule["nodes"] for check in node["any"]]
    return not found or any(each.get("messageKey") != "nonBmp" for each in found)


def _criteria(rules: list[dict[str, Any]]) -> set[str]:
    found = (CRITERION.fullmatch(tag) for rule in rules for tag in rule["tags"])
    return {".".join(match.groups()) for match in found if match}


def _told(rule: dict[str, Any]) -> str:
    places = [f"{node['target']} {node['html'][:120]}" for node in rule["nodes"][:3]]
    return f"{rule['id']}: {rule['help']} {places}"
