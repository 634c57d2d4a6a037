"""The way of an application over the desk: printed, keyed, checked by somebody else, and aside."""

from __future__ import annotations

import pytest

from intake.audit import verify
from intake.clock import Clock
from intake.lifecycle import State
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import cancel_on_my_page, mail_kinds, row
from tests.scenery import hand_in


def test_an_application_goes_from_the_queue_to_completion_and_the_applicant_is_told(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    assert reference in sato.sees("/queue/new").marks("data-reference")
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    assert reference in suzuki.sees("/queue/check").marks("data-reference")
    done = suzuki.presses(suzuki.opens(reference, reason="check"), "checked")
    assert "completed" in done.marks("data-status")
    assert mail_kinds(store, reference) == {"received", "completed"}
    with store.reading() as session:
        assert verify(session).sound


@pytest.mark.check(28)
def test_who_keyed_it_cant_check_it(sato: Clerk, reference: str, store: Store) -> None:
    sato.keys(reference, sato.prints(reference))
    page = sato.cover(reference)
    assert "check" not in page.form("open").fields.values()
    version = str(row(store, reference).version)
    sent = {"csrf_token": page.form("open").fields["csrf_token"], "version": version, "reason": "number"}
    assert sato.client.post(f"/applications/{reference}/checked", data=sent).status_code == 403
    assert sato.client.post(f"/applications/{reference}/send-back", data=sent).status_code == 403
    assert sato.client.post(f"/applications/{reference}/open", data=sent | {"reason": "check"}).status_code == 403
    assert row(store, reference).standing is State.KEYED


def test_nobody_checks_without_having_looked(sato: Clerk, suzuki: Clerk, reference: str, store: Store) -> None:
    sato.keys(reference, sato.prints(reference))
    token = suzuki.cover(reference).form("open").fields["csrf_token"]
    sent = {"csrf_token": token, "version": str(row(store, reference).version), "reason": "number"}
    for act in ("checked", "send-back"):
        assert suzuki.client.post(f"/applications/{reference}/{act}", data=sent).status_code == 403
    suzuki.opens(reference, reason="inquiry")
    assert suzuki.client.post(f"/applications/{reference}/checked", data=sent).status_code == 403
    assert row(store, reference).standing is State.KEYED


def test_a_checker_sends_back_with_a_reason_and_it_is_keyed_again(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    page = suzuki.opens(reference, reason="check")
    assert page.marks("data-customer-number") == [CUSTOMER_NUMBER]
    assert suzuki.presses(page, "send-back").status == 422
    assert "printed" in suzuki.presses(page, "send-back", reason="number").marks("data-status")
    assert "keyed" in sato.keys(reference, serial).marks("data-status")


def test_a_cancel_after_print_stands_first_and_is_confirmed(
    sato: Clerk, reference: str, store: Store, clock: Clock, public_keys: PublicKeys, town: Town
) -> None:
    hand_in(store, public_keys, clock, town, start_date_day="2")
    serial = sato.prints(reference)
    cancel_on_my_page(store, reference, clock)
    assert sato.sees("/queue").marks("data-reference")[0] == reference
    assert sato.client.get(f"/slips/{serial}.pdf").status_code == 409
    page = sato.cover(reference)
    assert f"{serial:06d}" in page.text
    assert "cancelled" in sato.presses(page, "confirm-cancel", serials=str(serial)).marks("data-status")
    assert "cancelled" in mail_kinds(store, reference)


def test_an_application_is_declined_with_a_reason(sato: Clerk, reference: str, store: Store) -> None:
    assert sato.presses(sato.cover(reference), "decline").status == 422
    assert "declined" in sato.presses(sato.cover(reference), "decline", reason="outside").marks("data-status")
    assert "declined" in mail_kinds(store, reference)


def test_a_page_that_is_older_than_the_application_changes_nothing(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    old = suzuki.cover(reference)
    sato.prints(reference)
    late = suzuki.presses(old, "decline", reason="outside")
    assert late.status == 409
    assert "書き込まれていません" in late.text
    assert row(store, reference).standing is State.PRINTED
