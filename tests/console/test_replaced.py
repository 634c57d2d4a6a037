"""An application in place of another: both covers lead to each other, and the paper names the old one."""

from __future__ import annotations

import secrets
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete

from intake.clock import Clock
from intake.procedures.field import Situation
from intake.procedures.start import START
from intake.receiving import HandedIn, Replaced, receive
from intake.reference import shown
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page, row
from tests.rules.looking import stored
from tests.scenery import EMAIL


@pytest.fixture
def new(store: Store, public_keys: PublicKeys, clock: Clock, town: Town, reference: str) -> str:
    """The reference of an application in place of the one in `reference`."""
    situation, old = Situation(town, clock.now()), row(store, reference)
    answers = stored(situation, room="205")
    handed_in = HandedIn(START, answers, EMAIL, "ja", secrets.token_bytes(16), Replaced(old.id, old.reference))
    with store.writing() as session:
        return receive(session, public_keys, situation, handed_in).application.reference


def test_both_covers_lead_to_each_other(sato: Clerk, reference: str, new: str) -> None:
    cover = sato.cover(new)
    assert cover.marks("data-replaces") == [reference]
    assert f"/applications/{reference}" in cover.marks("href")
    assert sato.cover(reference).marks("data-replaced-by") == [new]
    assert sato.opens(new).marks("data-replaces") == [reference]


def test_the_slip_names_the_old_reference(sato: Clerk, reference: str, new: str) -> None:
    text = PdfReader(BytesIO(sato.client.get(f"/slips/{sato.prints(new)}.pdf").data)).pages[0].extract_text()
    assert shown(reference) in text
    assert shown(new) in text


def test_the_old_one_is_not_taken_for_a_duplicate(
    sato: Clerk, store: Store, clock: Clock, reference: str, new: str
) -> None:
    sato.prints(reference)
    cancel_on_my_page(store, reference, clock)
    assert sato.opens(new).marks("data-similar") == []
    assert sato.opens(reference, reason="inquiry").marks("data-similar") == []


def test_after_the_old_one_is_erased_the_new_one_is_still_worked_on(
    sato: Clerk, store: Store, reference: str, new: str
) -> None:
    with store.writing() as session:
        session.execute(delete(Application).where(Application.reference == reference))
    assert sato.cover(new).marks("data-replaces") == []
    assert sato.opens(new).values()["room"] == "205"
    text = PdfReader(BytesIO(sato.client.get(f"/slips/{sato.prints(new)}.pdf").data)).pages[0].extract_text()
    assert shown(reference) in text
