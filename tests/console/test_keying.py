"""Keyed: the right paper, and a number that billing can have given."""

from __future__ import annotations

import pytest

from intake.lifecycle import State
from intake.opening import open_letter
from intake.store.engine import Store
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import row
from tests.scenery import PrivateKeys


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
