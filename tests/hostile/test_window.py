"""At the window: words that are no answer come back as words, nothing grows on a page, and no script runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser

from intake.procedures import PROCEDURES
from intake.procedures.dating import DateField
from intake.procedures.field import Field, Situation
from intake.procedures.numbers import CustomerNumberField, PhoneField, PostalCodeField
from intake.procedures.procedure import Step
from intake.procedures.writing import KanaField
from tests.hostile.canary import Canary
from tests.hostile.corpus import Payload
from tests.hostile.house import House
from tests.hostile.intruder import Intruder
from tests.hostile.planting import planted
from tests.hostile.raid import Raid
from tests.hostile.showing import HERE, shown
from tests.hostile.watching import Chromium, Heard

TIMES = 3
SOME = 10
NARROW = [
    field
    for field in {field.name: field for each in PROCEDURES.values() for field in each.fields}.values()
    if isinstance(field, DateField | CustomerNumberField | PhoneField | PostalCodeField | KanaField)
]


@pytest.fixture(scope="module")
def come_back(house: House, corpus: list[Payload]) -> list[str]:
    """Pages of the form with hostile words in every control, also in those where something is chosen."""
    waiting, pages = cycle(payload.text for payload in corpus), []
    for procedure in PROCEDURES.values():
        intruder = Intruder(house, f"{procedure.name}@resident.example")
        intruder.begins(procedure)
        form = intruder.path.rpartition("/")[0]
        for step in procedure.steps * TIMES:
            pages.append(_pressed(intruder, f"{form}/{step.name}", step, waiting))  # noqa: PERF401 - read as steps
    return pages


def _pressed(intruder: Intruder, path: str, step: Step, waiting: Iterator[str]) -> str:
    intruder.get(path)
    intruder.post(path, **{control: next(waiting) for field in step.fields for control in field.controls})
    assert intruder.path == path, "words were taken for an answer that is none"
    return intruder.shown[-1]


def test_every_payload_was_typed_into_the_form_somewhere(corpus: list[Payload]) -> None:
    controls = sum(len(field.controls) for each in PROCEDURES.values() for field in each.fields)
    assert TIMES * controls > len(corpus)


def test_no_page_of_the_window_makes_anything_of_it(
    raid: Raid, come_back: list[str], chromium: Chromium, canary: Canary
) -> None:
    """Neither the check page, nor the receipt, nor My Page, nor a form that came back; without any policy."""
    pages = [page for hit in raid.hits for page in hit.intruder.shown if hit.attack.stands_on(page)] + come_back
    heard = Heard()

    def look(browser: Browser) -> list[str]:
        return shown(browser, pages, heard)

    assert chromium.does(look) == []
    assert (heard.calls, heard.dialogs, heard.elsewhere(HERE)) == ([], [], [])
    assert canary.heard == []


def test_what_grows_on_a_careless_page_is_found(corpus: list[Payload], chromium: Chromium, canary: Canary) -> None:
    careless = [planted(payload) for payload in corpus if payload.group == "element"][:SOME]
    heard = Heard()
    grown = chromium.does(lambda browser: shown(browser, careless, heard))
    assert len(grown) >= SOME
    assert len(heard.calls) + len(canary.heard) >= SOME / 2
    canary.heard.clear()


@pytest.mark.parametrize("field", NARROW, ids=lambda field: field.name)
def test_a_field_with_a_narrow_alphabet_keeps_nothing_that_could_do_harm(
    house: House, corpus: list[Payload], field: Field
) -> None:
    situation = Situation(house.town, house.clock.now())
    for payload in corpus:
        typed = dict.fromkeys(field.controls, payload.text)
        condition = {field.only_when.field: field.only_when.value} if field.only_when else {}
        assert not set(field.read(condition | typed, situation).value) & set('<>"`{}$#%;|\\*@_~^[]\r\n\t')
