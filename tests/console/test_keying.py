"""Keyed: the right paper, and a number that billing can have given."""

from __future__ import annotations

from datetime import date

import pytest

from admin.desk.read_back import compare, days_read_back, wished_days
from admin.desk.refusals import WrongEntries
from intake.audit import details
from intake.clock import Clock
from intake.lifecycle import State
from intake.opening import open_letter
from intake.records import Record
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import cancel_on_my_page, openings, row
from tests.scenery import PrivateKeys, hand_in


@pytest.mark.parametrize(
    "wrong",
    [
        {"reference": "4120703957"},
        {"serial": "99"},
        {"customer_number": "1234567"},
        {"customer_number": "１２３４abcd"},
    ],
    ids=["reference", "serial", "too few digits", "letters"],
)
def test_keyed_needs_the_paper_and_a_customer_number(
    sato: Clerk, reference: str, store: Store, wrong: dict[str, str]
) -> None:
    page = sato.keys(reference, sato.prints(reference), **wrong)
    assert page.status == 422
    assert page.form("keyed").fields["customer_number"] == (wrong.get("customer_number") or CUSTOMER_NUMBER)
    assert row(store, reference).standing is State.PRINTED


def test_an_older_copy_cant_be_keyed(sato: Clerk, reference: str) -> None:
    old = sato.prints(reference)
    sato.prints(reference, reason="printer")
    assert sato.keys(reference, old).status == 422


def test_digits_may_be_typed_in_any_width(sato: Clerk, reference: str, store: Store) -> None:
    serial = sato.prints(reference)
    page = sato.keys(reference, serial, customer_number="１０００００１－８", serial=f"０００{serial:03d}")
    assert page.status == 200
    assert row(store, reference).standing is State.KEYED


def test_the_customer_number_is_sealed_to_the_office(
    sato: Clerk, reference: str, store: Store, private_keys: PrivateKeys
) -> None:
    sato.keys(reference, sato.prints(reference))
    sealed = row(store, reference).customer_number
    assert sealed
    assert CUSTOMER_NUMBER.encode() not in sealed
    facts = open_letter(sealed, str(row(store, reference).id), private_keys.office)
    assert facts == {"customer_number": CUSTOMER_NUMBER}


@pytest.mark.parametrize("day", ["2026-12-11", "soon", ""], ids=["another day", "no day", "empty"])
def test_a_day_in_billing_that_is_not_the_applicants_stops_it(
    sato: Clerk, reference: str, store: Store, day: str
) -> None:
    assert sato.keys(reference, sato.prints(reference), due_day=day).status == 422
    assert row(store, reference).standing is State.PRINTED


def test_a_number_that_differs_from_the_applicants_needs_a_reason(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    seen = hand_in(store, public_keys, clock, town).application
    record = Record("stop", 1, seen.reference, "ja", "a@b.example", "", {"customer_number": "20000019"})
    given = date(2026, 12, 10)
    days = {"due_day": given}
    with pytest.raises(WrongEntries) as wrong:
        compare(record, given, days, CUSTOMER_NUMBER, "")
    assert set(wrong.value.problems) == {"customer_number"}
    assert compare(record, given, days, CUSTOMER_NUMBER, "mistaken") == "mistaken"
    assert compare(record, given, days, "20000019", "") == ""


def test_what_was_keyed_is_compared_after_an_event(sato: Clerk, reference: str, store: Store) -> None:
    sato.keys(reference, sato.prints(reference))
    assert [details(event)["reason"] for event in openings(store, reference)] == ["key"]


def test_a_slip_that_is_out_of_date_is_refused_with_the_reason(
    sato: Clerk, tanaka: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    shredded = sato.prints(reference)
    old = sato.prints(reference, reason="unreadable")
    assert "裁断済み" in sato.keys(reference, shredded).text
    sato.presses(sato.cover(reference), "print", reason="lost")
    tanaka.presses(tanaka.cover(reference), "allow-reprint")
    new = sato.prints(reference, reason="lost")
    sato.presses(sato.sees("/sheets"), "find", serials=str(old))
    assert "再印刷" in sato.keys(reference, old).text
    form = sato.sees(f"/applications/{reference}/keyed")
    sato.keys(reference, new)
    assert "すでに入力済み" in sato.presses(form, "keyed", reference=reference, serial=str(new)).text
    cancel_on_my_page(store, reference, clock)
    assert "取消の依頼" in sato.sees(f"/applications/{reference}/keyed").text


def test_both_days_of_a_move_are_read_back() -> None:
    answers = {"stop_date": "2026-12-10", "start_date": "2026-12-08"}
    record = Record("move", 1, "4120703957", "ja", "a@b.example", "", answers)
    assert list(days_read_back("move")) == ["due_day", "second_day"]
    right = {"due_day": date(2026, 12, 10), "second_day": date(2026, 12, 8)}
    assert compare(record, date(2026, 12, 8), right, CUSTOMER_NUMBER, "") == ""
    for control in right:
        with pytest.raises(WrongEntries) as wrong:
            compare(record, date(2026, 12, 8), right | {control: date(2026, 12, 9)}, CUSTOMER_NUMBER, "")
        assert set(wrong.value.problems) == {control}


def test_a_procedure_without_a_day_of_its_own_is_read_back_by_the_due_day() -> None:
    record = Record("debit_form", 1, "4120703957", "ja", "a@b.example", "", {})
    assert list(days_read_back("debit_form")) == ["due_day"]
    assert wished_days(record, date(2026, 12, 10)) == {"due_day": date(2026, 12, 10)}
