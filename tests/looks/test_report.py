"""What a run gave is published as it came out, with what was not run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.looks import report
from tests.looks.findings import Finding, Findings
from tests.pages.resident import Resident
from webapp.accessibility import Result, Results, read_results

AXE = {"pages": 40, "language": "en", "axe": "4", "browser": "B 1", "rules": {"1.1.1": [40, 0], "2.4.2": [40, 3]}}


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Results:
    monkeypatch.setattr(report, "DOCUMENT", tmp_path / "looks.md")
    monkeypatch.setattr(report, "STATEMENT", tmp_path / "accessibility.json")
    staff = Finding(7, "tests/looks/staff/test_gallery.py::focus", "failed", {"pages": 900})
    ends = [
        staff,
        Finding(1, "axe[en]", "failed", AXE),
        Finding(8, "keys", "passed", {}),
        Finding(9, "size", "failed", {}),
    ]
    report.publish(Findings(ends))
    results = read_results(tmp_path / "accessibility.json")
    assert results
    return results


def test_the_table_names_each_check_and_what_came_out(results: Results, tmp_path: Path) -> None:
    rows = [
        line.split(" | ") for line in (tmp_path / "looks.md").read_text("utf-8").splitlines() if line[:3] != "|--"
    ]
    outcomes = {row[0].strip("| "): row[-1].strip("| ") for row in rows if row[0].strip("| ").isdigit()}
    assert len(outcomes) == 30
    assert [outcomes[number] for number in ("1", "8", "9", "10")] == [
        "**1 failed**",
        "passed",
        "**1 failed**",
        "*not run*",
    ]


def test_a_criterion_fails_with_axe_or_with_a_check_and_is_untested_without_either(results: Results) -> None:
    came_out = {each.number: each.result for each in results.criteria}
    assert came_out["1.1.1"] == came_out["2.1.1"] == Result.NO_FAILURE
    assert came_out["2.4.2"] == came_out["2.5.8"] == Result.FAILED
    assert came_out["1.4.12"] == Result.UNTESTED
    assert came_out["1.2.1"] == Result.NONE


def test_pages_of_staff_are_in_the_table_and_not_in_the_statement_of_the_window(
    results: Results, tmp_path: Path
) -> None:
    row = next(line for line in (tmp_path / "looks.md").read_text("utf-8").splitlines() if line.startswith("| 7 "))
    assert "failed" in row
    assert {each.number: each.result for each in results.criteria}["2.4.7"] == Result.UNTESTED
    assert results.pages == 40


def test_every_criterion_of_a_check_is_one_of_the_list() -> None:
    known = set(report._read("criteria"))
    assert len(known) == 56
    assert {number for each in report._read("checks").values() for number in each["criteria"]} <= known


def test_the_page_shows_each_criterion_with_its_result(
    results: Results, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[], Results] = lambda: results  # noqa: E731 - one line for one stand-in
    monkeypatch.setattr("webapp.pages.information.read_results", read)
    page = resident.get("/en/accessibility")
    assert len([each for each in page.all("th") if each.get("scope") == "row"]) == len(results.criteria)
    assert "axe, 40 pages" in page.text
    assert "Failed" in page.text


def test_what_was_tried_again_takes_the_place_of_what_it_gave_before() -> None:
    before = Findings([Finding(8, "keys", "passed", {}), Finding(9, "size", "failed", {"pages": 3})])
    again = Findings([Finding(9, "size", "passed", {"pages": 4})])
    assert again.after(before).ends == [before.ends[0], again.ends[0]]
