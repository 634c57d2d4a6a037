"""The rooms that staff and evaluators see, and how wide their screens are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import intake
from tests.looks.gallery import Shown
from tests.looks.stage import Site

HOUSE = Path(intake.__file__).parents[1]
STATIC = {
    "console": HOUSE / "admin/static",
    "billing": HOUSE / "billing/static",
    "desk": HOUSE / "evidence/static",
    "mailbox": HOUSE / "simulation/mailbox/static",
}
LARGE = 7_500
"""Characters."""
STAFF, EVERYBODY = (1024, 1280), (375, 1024, 1280)
WIDTHS: Mapping[str, tuple[int, ...]] = {
    "console": STAFF,
    "billing": STAFF,
    "desk": EVERYBODY,
    "mailbox": EVERYBODY,
}


@dataclass(frozen=True)
class Room:
    """A room's pages in Japanese and English, and the templates of whole pages that nobody came across."""

    name: str
    pages: list[Shown]
    missing: list[str]

    @property
    def site(self) -> Site:
        """Where its pages are at home."""
        return Site(STATIC[self.name])

    def some(self) -> list[Shown]:
        """Japanese pages; of large ones, over which axe takes seconds, the largest of each kind."""
        largest: dict[str, Shown] = {}
        small = []
        for page in (page for page in self.pages if page.language == "ja"):
            kind = page.name.partition(" (")[0]
            if len(page.html) < LARGE:
                small.append(page)
            elif kind not in largest or len(page.html) > len(largest[kind].html):
                largest[kind] = page
        return [*small, *largest.values()]

    def few(self) -> list[Shown]:
        """Of the Japanese pages on which all went well, the largest of each kind."""
        well = [page for page in self.some() if page.name.partition(" (")[0].endswith(" 200")]
        largest = {page.name.partition(" (")[0]: page for page in sorted(well, key=lambda page: len(page.html))}
        return list(largest.values())

    @property
    def widths(self) -> tuple[int, ...]:
        """How many pixels of the screen its readers have."""
        return WIDTHS[self.name]
