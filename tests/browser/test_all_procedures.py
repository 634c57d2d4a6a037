"""All five procedures from a resident's browser to the clerk's paper: what was typed is what is printed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from random import Random

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from admin.language import japanese
from intake.clock import SystemClock
from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.procedures.procedure import Procedure
from intake.procedures.reading import read_all
from intake.town import read_town
from simulation.residents import typed_by_a_resident
from tests.browser.people import AtTheConsole, AtTheWindow, press
from tests.rehearsal.launching import Running

DECIDED = {
    "start": {"user_kind": "company", "contact_method": "phone", "applied_by": "other", "relation": "agent"},
    "stop": {"post_to": "abroad", "contact_method": "email", "phone": "", "settlement": "on_site"},
    "move": {"payment": "carry_on", "contact_method": "fax", "user_kind": "one_name"},
    "name_change": {"same_users": "yes", "change_reason": "marriage", "post_to": "other"},
    "debit_form": {"form_for": "begin", "bank_kind": "post_bank", "copies": "2"},
}
"""A proxy for a company, somebody abroad with e-mail only, somebody with a fax; the rest is left to chance."""


@pytest.fixture(scope="module")
def clerk(demo: Running, chromium: Browser) -> Iterator[AtTheConsole]:
    """A supervisor who prints; signed in once, because a one-time code works once."""
    somebody = AtTheConsole(chromium, demo, "supervisor")
    somebody.sign_in()
    yield somebody
    somebody.context.close()


@pytest.mark.check(4)
@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_what_a_resident_types_stands_on_the_clerks_paper(
    demo: Running, chromium: Browser, clerk: AtTheConsole, procedure: Procedure, scripts: bool
) -> None:
    situation = Situation(read_town(), SystemClock().now())
    chance = Random(f"{procedure.name} {scripts}")  # noqa: S311 - only for who the resident is
    typed = typed_by_a_resident(procedure, situation, chance, DECIDED[procedure.name])
    resident = AtTheWindow(chromium, demo, f"{procedure.name}{scripts:d}@resident.example", scripts=scripts)
    resident.ask_for_link(procedure.name)
    resident.follow(resident.link("/continue"), paste=not scripts)
    resident.fill_in_all(typed)
    reference = resident.submit()

    paper = _printed(clerk, reference)
    answers, problems = read_all(procedure, typed, situation)
    assert not problems
    for field in procedure.fields:
        if field.applies(answers) and answers[field.name]:
            assert _squeezed(field.shown(answers[field.name]).say(japanese())) in paper, field.name
    resident.context.close()


@pytest.mark.check(4)
def test_the_address_is_filled_in_from_the_postal_code_without_scripts(demo: Running, chromium: Browser) -> None:
    resident = AtTheWindow(chromium, demo, "zip@resident.example", scripts=False)
    resident.ask_for_link("stop")
    resident.follow(resident.link("/continue"), paste=True)
    resident.page.fill("[name=lot]", "1-2-3")
    resident.page.fill("[name=zip]", "２５０ー００４２")
    press(resident.page, "look-up")
    assert resident.page.input_value("[name=town]") == "荻窪"
    assert resident.page.input_value("[name=lot]") == "1-2-3"
    assert resident.page.locator("[role=alert]").count() == 0
    resident.page.fill("[name=zip]", "999-9999")
    press(resident.page, "look-up")
    assert "見つかりませんでした" in resident.page.locator("#zip-problem").inner_text()
    resident.context.close()


def _printed(clerk: AtTheConsole, reference: str) -> str:
    clerk.find(reference)
    press(clerk.page, "print")
    url = clerk.page.locator("[data-slip-url]").get_attribute("data-slip-url") or ""
    pdf = clerk.context.request.get(clerk.demo.ready["staff"] + url).body()
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return _squeezed(pages[0].extract_text())


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_enter_key_goes_on_and_fills_in_nothing(demo: Running, chromium: Browser) -> None:
    resident = AtTheWindow(chromium, demo, "enter@resident.example")
    resident.ask_for_link("stop")
    resident.follow(resident.link("/continue"))
    resident.page.fill("[name=lot]", "1-2-3")
    resident.page.press("[name=lot]", "Enter")
    resident.page.wait_for_selector("[role=alert]")
    assert "looked" not in resident.page.url
    assert resident.page.locator("[role=alert] a").first.get_attribute("href") == "#town"
    resident.context.close()
