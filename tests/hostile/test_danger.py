"""The payloads are dangerous where nobody takes care, and the tests hear it: so silence means something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from admin.headers import POLICY
from tests.hostile.canary import Canary
from tests.hostile.corpus import IN_A_BROWSER, LISTED, Payload
from tests.hostile.planting import plant_all, poked
from tests.hostile.watching import Chromium, Heard

MANY = 300


@pytest.fixture
def strict(canary: Canary) -> Iterator[Canary]:
    """Planted pages come with the console's policy."""
    canary.policy = POLICY
    yield canary
    canary.policy = ""


def about_pages(corpus: list[Payload]) -> list[Payload]:
    return [payload for payload in corpus if payload.group in IN_A_BROWSER]


def test_there_are_more_than_three_hundred_of_them_and_none_is_there_twice(corpus: list[Payload]) -> None:
    assert len({text for texts in LISTED.values() for text in texts}) == len(corpus) > MANY
    assert len([payload for payload in corpus if payload.is_line]) > MANY


@pytest.mark.long
def test_every_one_about_pages_goes_off_on_a_bare_page(
    canary: Canary, corpus: list[Payload], chromium: Chromium
) -> None:
    planted, heard = plant_all(canary, about_pages(corpus)), Heard()

    def look(browser: Browser) -> None:
        waiting = list(planted)
        for _ in range(3):  # on a machine that is busy with something else a request may come late
            if waiting:
                poked(browser, canary, waiting, heard)
            waiting = [each for each in planted if each not in gone_off(planted, canary, heard)]

    chromium.does(look)
    silent = [payload for address, payload in planted.items() if address not in gone_off(planted, canary, heard)]
    assert not silent
    canary.heard.clear()


def gone_off(planted: dict[str, Payload], canary: Canary, heard: Heard) -> set[str]:
    return {
        address
        for address, payload in planted.items()
        if address in heard.calls or payload.number in canary.numbers
    }


@pytest.mark.long
def test_under_the_policy_of_the_console_none_of_them_runs_a_script(
    strict: Canary, corpus: list[Payload], chromium: Chromium
) -> None:
    """The second wall: even if a page forgot to escape. Of all that go off, every fifth."""
    planted, heard = plant_all(strict, about_pages(corpus)[::5]), Heard()
    chromium.does(lambda browser: poked(browser, strict, list(planted), heard))
    assert not heard.calls
    assert heard.against_policy()
    strict.heard.clear()
