"""The window's pages as they went over the wire, so that a browser can be shown each of them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, request

from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.pages.tour import TROUBLES, tour, trouble_html
from tests.scenery import StandingClock


@dataclass(frozen=True)
class Shown:
    """One page: its name on the tour, its language, and the answer of the window."""

    name: str
    language: str
    path: str
    html: str
    headers: Mapping[str, str]

    @property
    def first_of_its_kind(self) -> bool:
        """False where the same page was wrong in another way before."""
        return not self.name[-1].isdigit()

    @property
    def file_name(self) -> str:
        """A name for its picture."""
        return "".join(letter if letter.isalnum() else "-" for letter in self.name).strip("-")


def walk(app: Flask, resident: Resident, store: Store, clock: StandingClock, language: str) -> list[Shown]:
    """Every page of the tour in one language; of pages that are equal but for their tokens, the first."""
    last: list[tuple[str, str, Mapping[str, str]]] = []

    @app.after_request
    def keep(response: Response) -> Response:
        if response.mimetype == "text/html" and not response.is_streamed:
            last[:] = [(request.path, response.get_data(as_text=True), dict(response.headers))]
        return response

    pages = [Shown(name, language, *last[0]) for name, _ in tour(resident, store, clock, language)]
    headers = pages[0].headers
    pages += [
        Shown(what, language, f"/{language}/", trouble_html(app, language, what), headers) for what in TROUBLES
    ]
    return _distinct(pages)


def _distinct(pages: list[Shown]) -> list[Shown]:
    seen: dict[tuple[str, int], Shown] = {}
    names: dict[str, int] = {}
    for page in pages:
        if (page.path, hash(_without_tokens(page.html))) in seen:
            continue
        names[page.name] = names.get(page.name, 0) + 1
        name = page.name if names[page.name] == 1 else f"{page.name} {names[page.name]}"
        seen[page.path, hash(_without_tokens(page.html))] = Shown(
            name, page.language, page.path, page.html, page.headers
        )
    return list(seen.values())


def _without_tokens(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf_token" not in line)
