"""The results of a run: a table in `docs/looks.md`, and the statement on accessibility beside the window."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import webapp
from intake.clock import on_the_wall
from tests.looks.findings import Finding, Findings

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs/looks.md"
STATEMENT = Path(webapp.__file__).parent / "accessibility.json"
HEAD = """# The thirty checks of the pages

Made by `make check-ui` on {day} with {program}; never typed. A test says with `@pytest.mark.check(number)`
to which check it belongs. `make test` runs the same tests over some pages of one
language, `make test-long` over each kind of page in two. *Not run* means what it says.

| | check | tests | pages × ways | result |
|---|---|---:|---:|---|
"""


def publish(findings: Findings) -> None:
    """Write both. What was not run is written as not run."""
    day = on_the_wall(datetime.now(UTC)).date().isoformat()
    DOCUMENT.write_text(
        HEAD.format(day=day, program=_program(findings)) + "\n".join(_rows(findings)) + "\n", "utf-8"
    )
    window = findings.of_the_window()
    statement = {
        "day": day,
        "program": _program(findings),
        "pages": max((_number(each, "pages") for each in window.of(1)), default=0),
        "languages": sorted({str(each.said["language"]) for each in window.of(1) if "language" in each.said}),
        "criteria": [_criterion(number, about, window) for number, about in _read("criteria").items()],
    }
    STATEMENT.write_text(json.dumps(statement, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def _program(findings: Findings) -> str:
    said = next((each.said for each in findings.of(1) if "axe" in each.said), {})
    return f"{said.get('browser', 'no browser')}, axe-core {said.get('axe', '-')}"


def _rows(findings: Findings) -> Iterator[str]:
    for number, check in _read("checks").items():
        ends = findings.of(int(number))
        pages = sum(_number(each, "pages") for each in ends)
        yield f"| {number} | {check['what']} | {len(ends)} | {pages or ''} | {_outcome(ends)} |"


def _outcome(ends: list[Finding]) -> str:
    failed = [each for each in ends if each.outcome != "passed"]
    if not ends:
        return "*not run*"
    return f"**{len(failed)} failed**" if failed else "passed"


def _criterion(number: str, about: dict[str, Any], findings: Findings) -> dict[str, object]:
    checks = [int(each) for each, check in _read("checks").items() if number in check["criteria"]]
    ends = [end for check in checks for end in findings.of(check)]
    judged, failed = _by_axe(number, findings)
    bad = failed + sum(end.outcome != "passed" for end in ends)
    tried = bool(judged or ends)
    return about | {
        "number": number,
        "axe": judged,
        "checks": [check for check in checks if findings.of(check)],
        "result": "failed" if bad else "no_failure" if tried else "none" if "none" in about else "untested",
    }


def _by_axe(number: str, findings: Findings) -> tuple[int, int]:
    """On how many pages axe judged the criterion, and on how many it failed."""
    found = [rules[number] for rules in _rules(findings) if number in rules]
    return sum(judged for judged, _ in found), sum(failed for _, failed in found)


def _rules(findings: Findings) -> Iterator[dict[str, list[int]]]:
    for each in findings.of(1):
        rules = each.said.get("rules")
        if isinstance(rules, dict):
            yield rules


def _number(finding: Finding, name: str) -> int:
    said = finding.said.get(name, 0)
    return said if isinstance(said, int) else 0
