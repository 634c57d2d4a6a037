"""Somebody at the desk, who judges every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from tests.pages.judge import Page, judged

ADDRESS = "https://localhost"


@dataclass
class Evaluator:
    """A browser at the desk."""

    client: FlaskClient

    def look(self) -> Page:
        answer = self.client.get("/", base_url=ADDRESS)
        assert answer.status_code == 200
        return judged(answer)

    def speak(self, code: str) -> None:
        answer = self.client.get(f"/language/{code}", base_url=ADDRESS)
        assert (answer.status_code, answer.location) == (303, "/")

    def search(self, word: str, status: int = 200, **headers: str) -> Page:
        answer = self.client.post("/search", data={"word": word}, base_url=ADDRESS, headers=headers)
        assert answer.status_code == status
        assert word not in answer.text
        return judged(answer)


def fact(page: Page, place: str, name: str) -> dict[str, Any]:
    """The row of the table about one fact."""
    rows = [row for row in page.all("tr") if (row.get("data-place"), row.get("data-fact")) == (place, name)]
    assert len(rows) == 1, f"{place} {name}"
    return rows[0]


def form(page: Page, place: str, name: str) -> str:
    """In what form the page says something is there."""
    return str(fact(page, place, name)["data-form"])


def alarms(page: Page) -> list[str]:
    """What the page warns of."""
    return [row["data-fact"] for row in page.all("tr") if "data-alarm" in row]


def readable(page: Page) -> set[str]:
    """The zones in which people can read what the resident wrote."""
    return {each["data-readable"] for each in page.all("strong") if "data-readable" in each}


def found(page: Page) -> set[str]:
    """The files in which the search found the word."""
    return {each["data-find"] for each in page.all("li") if "data-find" in each}
