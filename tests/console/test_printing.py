"""The sheet: what stands on it, its copies, and who may draw it."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete

from admin.desk import printing
from admin.desk.printing import print_slip
from admin.staff import Member
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.slips import PrintedSlip
from intake.town import Town
from tests.console.clerk import Clerk
from tests.scenery import hand_in

SATO = Member(1, "sato", Role.CLERK)


def test_the_slip_holds_the_record_and_what_a_clerk_has_to_know(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    receipt = hand_in(store, public_keys, clock, town, "en", water_runs="no")
    serial = sato.prints(receipt.application.reference)
    answer = sato.client.get(f"/slips/{serial}.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="slip-{serial:06d}.pdf"'
    text = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    for expected in ("要連絡（水が出ない）", "希少文字あり", "外国語", f"{serial:06d}", "タカサキ", "小田原市"):
        assert expected in text


def test_the_audit_head_on_the_slip_is_in_the_chain(sato: Clerk, kansa: Clerk, reference: str) -> None:
    serial = sato.prints(reference)
    text = PdfReader(BytesIO(sato.client.get(f"/slips/{serial}.pdf").data)).pages[0].extract_text()
    verified = kansa.presses(kansa.sees("/audit"), "verify", heads=head_on(text))
    assert verified.marks("data-sound") == ["yes"]
    asked = kansa.presses(kansa.sees("/audit"), "verify", heads="0123456789ab")
    assert asked.marks("data-sound") == ["unsure"]
    assert kansa.presses(asked, "verify", again="0123 4567 89AB").marks("data-sound") == ["no"]


def head_on(text: str) -> str:
    words = [word for word in text.split() if len(word) == 12 and set(word) <= set("0123456789abcdef")]
    return words[0]


@pytest.mark.both_engines
def test_a_print_that_fails_leaves_no_gap_in_the_serials(
    store: Store, public_keys: PublicKeys, clock: Clock, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    rows = [hand_in(store, public_keys, clock, town).application for _ in range(3)]
    sheets = [print_slip(store, clock, SATO, rows[0].reference, 1)]
    with monkeypatch.context() as broken, suppress(ZeroDivisionError):
        broken.setattr(printing, "write_event", fail)
        print_slip(store, clock, SATO, rows[1].reference, 1)
    sheets += [print_slip(store, clock, SATO, row.reference, 1) for row in rows[1:]]
    assert [sheet.serial for sheet in sheets] == [1, 2, 3]


@pytest.mark.both_engines
def test_no_serial_is_given_twice_when_the_last_sheet_was_erased(
    store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    rows = [hand_in(store, public_keys, clock, town).application for _ in range(2)]
    assert print_slip(store, clock, SATO, rows[0].reference, 1).serial == 1
    with store.writing() as session:
        session.execute(delete(PrintedSlip))
    assert print_slip(store, clock, SATO, rows[1].reference, 1).serial == 2


def test_a_reprint_needs_a_reason_and_says_on_paper_that_it_is_a_copy_and_why(
    sato: Clerk, tanaka: Clerk, reference: str
) -> None:
    first = sato.prints(reference)
    for somebody in (sato, tanaka):
        assert somebody.presses(somebody.cover(reference), "print").status == 422
    second = sato.prints(reference, reason="printer")
    assert second > first
    text = PdfReader(BytesIO(sato.client.get(f"/slips/{second}.pdf").data)).pages[0].extract_text()
    assert "再印刷" in text
    assert "印刷不良" in text
    assert "廃棄期限" in text
    assert sato.client.get(f"/slips/{first}.pdf").status_code == 409


def test_by_printing_again_the_old_sheet_is_accounted_for(sato: Clerk, tanaka: Clerk, reference: str) -> None:
    first = sato.prints(reference)
    second = sato.prints(reference, reason="printer")
    sheets = sato.sees("/sheets")
    assert sheets.marks("data-held") == [str(second)]
    assert str(first) not in sheets.marks("data-lost")
    assert tanaka.sees("/closing").marks("data-ties") == ["yes"]


def test_nobody_allows_a_reprint_to_themselves(sato: Clerk, tanaka: Clerk, reference: str) -> None:
    sato.prints(reference)
    waits = tanaka.presses(tanaka.cover(reference), "print", reason="lost")
    tanaka.presses(waits, "allow-reprint")
    assert tanaka.cover(reference).marks("data-allowed") == ["own"]
    assert sato.cover(reference).marks("data-allowed") == []
    assert tanaka.presses(tanaka.cover(reference), "print", reason="lost").marks("data-fate") == ["lost"]
    assert sato.prints(reference, reason="lost")


def test_a_slip_is_drawn_for_the_one_who_printed_it_and_for_supervisors(
    sato: Clerk, suzuki: Clerk, tanaka: Clerk, reference: str
) -> None:
    serial = sato.prints(reference)
    assert suzuki.client.get(f"/slips/{serial}.pdf").status_code == 409
    assert tanaka.client.get(f"/slips/{serial}.pdf").status_code == 200


def test_who_cant_use_the_phone_is_written_to(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    receipt = hand_in(store, public_keys, clock, town, water_runs="no", contact_method="email", phone="")
    serial = sato.prints(receipt.application.reference)
    text = PdfReader(BytesIO(sato.client.get(f"/slips/{serial}.pdf").data)).pages[0].extract_text()
    assert "メールのみ" in text
    assert "電話不可" in text
