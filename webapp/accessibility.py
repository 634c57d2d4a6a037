"""The results of the accessibility checks, as the run that made them left them beside the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("accessibility.json")
"""Made by `make check-ui` and never typed; without a run there is no file, and the page says so."""


class Result(StrEnum):
    """What came out for one criterion. Programs find failures; that there are none only people can say."""

    NO_FAILURE = "no_failure"
    FAILED = "failed"
    NONE = "none"
    UNTESTED = "untested"


@dataclass(frozen=True)
class Criterion:
    """One success criterion of WCAG 2.2 (`level` A or AA); `jis` if JIS X 8341-3:2016 has it too.

    `axe` is the number of pages on which axe-core judged it, `checks` are the numbers in `docs/looks.md`.
    `person` if a part of it is for a person to judge, and nobody has yet.
    """

    number: str
    ja: str
    en: str
    level: str
    jis: bool
    result: Result
    axe: int
    checks: tuple[int, ...]
    person: bool


@dataclass(frozen=True)
class Results:
    """One run: when, with which programs, on how many pages in how many languages, and what came out."""

    day: date
    program: str
    pages: int
    languages: tuple[str, ...]
    criteria: tuple[Criterion, ...]


@cache
def read_results(path: Path = RESULTS) -> Results | None:
    """The results of the last run; None where none has been made. ValueError or KeyError for a torn file."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Results(
        date.fromisoformat(data["day"]),
        str(data["program"]),
        int(data["pages"]),
        tuple(data["languages"]),
        tuple(_criterion(each) for each in data["criteria"]),
    )


def _criterion(each: dict[str, Any]) -> Criterion:
    return Criterion(
        number=str(each["number"]),
        ja=str(each["ja"]),
        en=str(each["en"]),
        level=str(each["level"]),
        jis=bool(each["jis"]),
        result=Result(each["result"]),
        axe=int(each["axe"]),
        checks=tuple(each["checks"]),
        person=bool(each.get("person", False)),
    )
