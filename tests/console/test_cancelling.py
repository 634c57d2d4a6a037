"""A cancel that comes after print: pulled, undone in billing by one person and seen by another."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from intake.clock import Clock
from intake.lifecycle import State
from intake.store.engine import Store
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import cancel_on_my_page, mail_kinds, row


def text_of(clerk: Clerk, serial: str) -> str:
    answer = clerk.client.get(f"/slips/{serial}.pdf")
    assert answer.status_code == 200
    return "".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages)


def test_the_slip_is_pulled_by_its_serial(sato: Clerk, reference: str, store: Store, clock: Clock) -> None:
    serial = sato.prints(reference)
    cancel_on_my_page(store, reference, clock)
    page = sato.cover(reference)
    assert page.marks("data-pull") == [str(serial)]
    assert "undo" not in page.actions
    assert sato.presses(page, "confirm-cancel", serials="99").status == 422
    assert row(store, reference).standing is State.CANCEL_REQUESTED
    assert "cancelled" in sato.presses(page, "confirm-cancel", serials=f"{serial:06d}").marks("data-status")


@pytest.mark.both_engines
def test_what_was_keyed_is_undone_by_one_and_seen_by_another(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    cancel_on_my_page(store, reference, clock)
    page = sato.cover(reference)
    assert "confirm-cancel" not in page.actions
    undone = {"serials": str(serial), "customer_number": CUSTOMER_NUMBER}
    assert sato.presses(page, "undo", **(undone | {"customer_number": "20000019"})).status == 422
    after = sato.presses(page, "undo", **undone)
    assert not {"undo", "confirm-cancel"} & set(after.actions)
    token = after.form("open").fields["csrf_token"]
    sent = {"csrf_token": token, "version": str(row(store, reference).version)}
    assert sato.client.post(f"/applications/{reference}/confirm-cancel", data=sent).status_code == 403
    assert row(store, reference).standing is State.CANCEL_REQUESTED
    assert "cancelled" not in mail_kinds(store, reference)
    assert "cancelled" in suzuki.presses(suzuki.cover(reference), "confirm-cancel").marks("data-status")
    assert "cancelled" in mail_kinds(store, reference)


def test_nobody_confirms_before_it_is_undone(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    sato.keys(reference, sato.prints(reference))
    cancel_on_my_page(store, reference, clock)
    token = suzuki.cover(reference).form("open").fields["csrf_token"]
    sent = {"csrf_token": token, "version": str(row(store, reference).version)}
    assert suzuki.client.post(f"/applications/{reference}/confirm-cancel", data=sent).status_code == 409


def test_the_cancellation_slip_says_what_to_pull_and_what_to_undo_and_nothing_of_the_person(
    sato: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    cancel_on_my_page(store, reference, clock)
    page = sato.presses(sato.cover(reference), "print-cancellation")
    assert page.marks("data-kind") == ["cancellation"]
    number = page.marks("data-serial")[0]
    assert int(number) == serial + 1
    text = text_of(sato, number)
    for word in (f"{serial:06d}", f"{serial + 1:06d}", CUSTOMER_NUMBER, "小田原市"):
        assert word in text
    for word in ("髙﨑", "栄町", "タカサキ", "204"):
        assert word not in text


def test_there_is_no_cancellation_slip_for_what_nobody_cancels(sato: Clerk, reference: str, store: Store) -> None:
    sato.prints(reference)
    token = sato.cover(reference).form("open").fields["csrf_token"]
    sent = {"csrf_token": token, "version": str(row(store, reference).version)}
    assert sato.client.post(f"/applications/{reference}/print-cancellation", data=sent).status_code == 409
