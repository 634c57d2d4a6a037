"""Nobody types the same twice: what was asked on one page is not asked again on a later one."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.town import Town
from simulation.residents import typed_by_a_resident
from tests.pages.judge import Page
from tests.pages.resident import Resident
from tests.scenery import EMAIL, StandingClock

pytestmark = pytest.mark.check(16)
UNASKED = {"csrf_token", "checked", "look_up", "go_on_in"}


def asked(page: Page) -> set[str]:
    """The names of everything that a page asks."""
    controls = page.all("input", "select", "textarea")
    return {each["name"] for each in controls if "name" in each} - UNASKED


def walk(resident: Resident, procedure: Procedure, typed: dict[str, str]) -> list[tuple[Page, str]]:
    """The pages of the form as they are first seen, with their source, up to the check page and the receipt."""
    resident.get(f"/ja/apply/{procedure.name}/email")
    resident.press(email=EMAIL)
    resident.press(code=resident.newest("verification")["code"])
    seen = []
    while not resident.path.endswith("/received"):
        seen.append((resident.page, resident.path))
        resident.press(**({} if resident.path.endswith("/check") else typed))
        assert (resident.page, resident.path) != seen[-1]
    return [*seen, (resident.page, resident.path)]


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_no_page_of_a_form_asks_what_another_one_has_asked(
    resident: Resident, town: Town, clock: StandingClock, procedure: Procedure
) -> None:
    chance = Random(procedure.name)  # noqa: S311 - only for who the resident is
    typed = typed_by_a_resident(procedure, Situation(town, clock.now()), chance, {})
    pages = walk(resident, procedure, typed)
    assert len(pages) == len(procedure.steps) + 2
    times = Counter(name for page, _ in pages for name in asked(page))
    assert times
    assert [name for name, count in times.items() if count > 1] == []
    assert "email" not in times, "the address that was proven is known"
    own = Counter(each.autocomplete for each in procedure.fields if each.autocomplete != "off")
    assert [token for token, count in own.items() if count > 1] == []


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_where_letters_go_is_no_second_question_for_the_place(procedure: Procedure) -> None:
    post_to = next(each for each in procedure.fields if each.name == "post_to")
    again = [each for each in procedure.fields if each.name in {"post_zip", "post_address", "post_abroad"}]
    assert again
    assert all(each.only_when and each.only_when.field == post_to.name for each in again)
