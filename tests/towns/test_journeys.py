"""In each town, for each procedure that it offers: from the list of procedures to a cancelled application."""

from __future__ import annotations

import json
from io import BytesIO

from pypdf import PdfReader

from admin.paper import slip_of
from admin.slip.drawing import draw
from intake.clock import on_the_wall
from intake.opening import open_record
from intake.procedures.procedure import Procedure
from intake.records import Record
from intake.store.applications import by_reference
from intake.store.engine import Store
from intake.store.slips import PrintedSlip
from intake.town import Town
from tests.scenery import MONDAY_NOON, PrivateKeys
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS, in_both_towns_for_each_procedure


@in_both_towns_for_each_procedure
def test_a_resident_applies_looks_and_cancels(applicant: Applicant, town: Town, procedure: Procedure) -> None:
    applicant.begins(procedure)
    page = applicant.fills_in(procedure)
    assert applicant.typed["lot" if procedure.places == ("",) else "new_lot"] in page.text
    reference = applicant.hands_in()
    assert applicant.page.has("data-action", "my-page")
    page = applicant.sees_my_page()
    assert page.hook("data-status") == "submitted"
    assert reference in page.text
    assert applicant.typed["lot" if procedure.places == ("",) else "new_lot"] not in page.text
    assert str(town.phone) in page.text
    applicant.get(applicant.path + "/cancel")
    assert applicant.press().hook("data-status") == "cancelled"
    assert applicant.kinds_of_mail() == {"verification", "received", "cancelled"}


@in_both_towns_for_each_procedure
def test_the_slip_speaks_of_this_town_and_of_no_other(
    applicant: Applicant, store: Store, private_keys: PrivateKeys, town: Town, procedure: Procedure
) -> None:
    reference = applicant.applies_for(procedure)
    paper = paper_of(store, private_keys, town, reference)
    assert reference in paper
    assert town.name("bureau", "ja") in paper
    for other in TOWNS.values():
        assert other is town or other.name("bureau", "ja") not in paper
        assert other is town or other.city not in paper


def paper_of(store: Store, private_keys: PrivateKeys, town: Town, reference: str) -> str:
    """The text of the sheet that the console would print."""
    with store.reading() as session:
        row = by_reference(session, reference.replace("-", ""))
        assert row
        record = Record(**json.loads(open_record(row.record, row.office_wrap, "office", private_keys.office)))
        sheet = PrintedSlip(serial=1, copy_number=1, printed_at=MONDAY_NOON, printed_by=1, audit_head="0" * 64)
        slip = slip_of(record, row, sheet, town, "somebody")
    pages = PdfReader(BytesIO(draw([slip], on_the_wall(MONDAY_NOON)))).pages
    return "".join("".join(page.extract_text().split()) for page in pages)
