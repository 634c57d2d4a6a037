"""What holds on every page, empty, wrong or filled in; the looks themselves are in `scripts/`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.looks.inspection import Inspection

Record = Callable[[str, object], None]


@pytest.fixture(autouse=True)
def said(inspection: Inspection, record_property: Record) -> None:
    """The record of each test says how many pages it looked at."""
    record_property("pages", inspection.pages)


def none(found: list[str]) -> bool:
    """Whether nothing was found; what was found stands in the message."""
    assert not found, "\n".join(found)
    return True


@pytest.mark.check(7)
def test_the_focus_is_seen_wherever_it_goes(inspection: Inspection) -> None:
    assert none(inspection.found["focus"])


@pytest.mark.check(9)
def test_everything_that_is_pressed_is_large_enough(inspection: Inspection) -> None:
    assert none(inspection.found["targets"])


@pytest.mark.check(10)
def test_a_summary_tells_of_every_wrong_field_and_leads_there(inspection: Inspection) -> None:
    assert none(inspection.found["problems"])


@pytest.mark.check(11)
def test_controls_and_signs_have_an_edge_that_is_seen(inspection: Inspection) -> None:
    assert none(inspection.found["edges"])


@pytest.mark.check(12)
def test_in_forced_colours_everything_keeps_its_edge(inspection: Inspection) -> None:
    assert none(inspection.found["forced colours"])


@pytest.mark.check(13)
def test_nothing_moves_and_nothing_comes_again_by_itself(inspection: Inspection) -> None:
    assert none(inspection.found["stillness"])


@pytest.mark.check(15)
def test_the_page_and_every_way_to_another_language_say_which_it_is(inspection: Inspection) -> None:
    assert none(inspection.found["tongue"])


@pytest.mark.check(17)
def test_every_field_may_be_filled_in_by_the_browser_and_by_pasting(inspection: Inspection) -> None:
    assert none(inspection.found["fields"])
    known = {"email", "one-time-code", "family-name", "given-name", "name", "organization", "tel", "postal-code"}
    assert known <= inspection.tokens


@pytest.mark.check(26)
def test_regions_headings_and_help_are_the_same_everywhere(inspection: Inspection) -> None:
    assert none(inspection.found["frame"])
    assert len(inspection.helps) == 1
