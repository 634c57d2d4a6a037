"""Sheets and the closing of the day, as clerk, supervisor and auditor see them."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import Clerk
from tests.scenery import StandingClock, hand_in


def test_a_clerk_reprints_a_lost_slip_only_when_a_supervisor_allows_it(
    sato: Clerk, tanaka: Clerk, reference: str
) -> None:
    old = sato.prints(reference)
    waits = sato.presses(sato.cover(reference), "print", reason="lost")
    assert waits.marks("data-serial") == [str(old)]
    assert sato.presses(sato.cover(reference), "print", reason="printer").marks("data-fate") == ["lost"]
    assert "allow-reprint" not in sato.sees("/sheets").actions
    tanaka.presses(tanaka.sees("/sheets"), "allow-reprint")
    assert sato.prints(reference, reason="lost") > old


@pytest.mark.both_engines
def test_a_lost_sheet_is_red_until_it_is_found_or_shredded(
    sato: Clerk, tanaka: Clerk, reference: str, clock: StandingClock
) -> None:
    serial = sato.prints(reference)
    sato.presses(sato.sees("/sheets"), "lose", serials=str(serial))
    first = tanaka.sees("/closing")
    assert first.marks("data-red") == [f"{serial:06d}"]
    tanaka.presses(first, "close-day")
    clock.pass_by(days=1)
    assert tanaka.sees("/closing").marks("data-red") == [f"{serial:06d}"]
    tanaka.presses(tanaka.sees("/sheets"), "find", serials=str(serial))
    assert tanaka.sees("/closing").marks("data-ties") == ["yes"]
    tanaka.presses(tanaka.sees("/sheets"), "shred", serials=str(serial))
    assert tanaka.sees("/closing").marks("data-ties") == ["yes"]


@pytest.mark.both_engines
def test_a_closed_day_keeps_its_figures_whatever_comes_after(
    sato: Clerk, tanaka: Clerk, kansa: Clerk, reference: str, clock: StandingClock
) -> None:
    sato.keys(reference, sato.prints(reference))
    closed = tanaka.presses(tanaka.sees("/closing"), "close-day")
    day, sums = closed.marks("data-day")[0], closed.marks("data-sum")
    clock.pass_by(days=1)
    tanaka.presses(tanaka.sees("/sheets"), "shred", serials="1")
    again = kansa.sees(f"/closing/{day}")
    assert again.marks("data-sum") == sums
    assert again.marks("data-ties") == ["yes"]
    pdf = PdfReader(BytesIO(kansa.client.get(f"/closing/{day}.pdf").data)).pages[0].extract_text()
    assert "tanaka" in pdf
    assert "close-day" not in kansa.sees("/closing").actions


def test_a_page_that_is_older_than_the_desk_closes_nothing(sato: Clerk, tanaka: Clerk, reference: str) -> None:
    old = tanaka.sees("/closing")
    sato.prints(reference)
    assert tanaka.presses(old, "close-day").status == 409


def test_a_sheet_whose_record_is_gone_is_red(sato: Clerk, tanaka: Clerk, reference: str, store: Store) -> None:
    serial = sato.prints(reference)
    with store.writing() as session:
        session.execute(text("DELETE FROM slips"))
    assert f"{serial:06d}" in tanaka.sees("/closing").marks("data-red")


def test_serials_are_all_noted_or_none(sato: Clerk, reference: str) -> None:
    serial = sato.prints(reference)
    assert sato.presses(sato.sees("/sheets"), "shred", serials=f"{serial} 99").status == 422
    assert sato.sees("/sheets").marks("data-held") == [str(serial)]
    assert sato.presses(sato.sees("/sheets"), "shred", serials="two").status == 422


def test_the_cover_lists_todays_prints_without_names(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    assert sato.client.get("/sheets/today.pdf").status_code == 404
    serials = [sato.prints(hand_in(store, public_keys, clock, town).application.reference) for _ in range(3)]
    read = PdfReader(BytesIO(sato.client.get("/sheets/today.pdf").data)).pages[0].extract_text()
    assert all(f"{serial:06d}" in read for serial in serials)
    assert "髙﨑" not in read
