"""The results of the accessibility checks, as the run that made them left them beside the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

RESULTS = Path(__file__).with_name("accessibility.json")
"""Made by the run of the checks and never typed; without a run there is no file, and the page says so."""


@dataclass(frozen=True)
class Check:
    """One criterion or check: its name, how many pages it was run on, and on how many of them it failed."""

    name: str
    pages: int
    failed: int


@dataclass(frozen=True)
class Results:
    """One run: when, with which program, and what came out."""

    day: date
    program: str
    checks: tuple[Check, ...]


@cache
def read_results(path: Path = RESULTS) -> Results | None:
    """The results of the last run; None where none has been made. ValueError or KeyError for a torn file."""
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    checks = tuple(Check(str(each["name"]), int(each["pages"]), int(each["failed"])) for each in data["checks"])
    return Results(date.fromisoformat(data["day"]), str(data["program"]), checks)
