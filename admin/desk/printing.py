"""Printing: the row is claimed and the sheet gets its serial before anything is drawn.

Print and cancel compare and set the same version. So a cancelled application never gets on paper, and a
cancel that comes a moment later finds the sheet and becomes a request to pull it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from admin.desk.finding import unchanged
from admin.desk.holding import claimed, held_by_another
from admin.desk.reasons import PRINT, REPRINT, stated
from admin.desk.refusals import NotForPaper, TakenByAnother, Unknown
from admin.paper import slip_of
from admin.slip.content import Slip
from admin.slip.drawing import draw
from admin.staff import Member, member
from admin.unseal import Office, unseal
from intake.acts import perform
from intake.audit import head, write_event
from intake.clock import Clock
from intake.lifecycle import Act, State
from intake.store.accounts import account
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, next_copy, slip, slips_of
from intake.town import Town


def print_slip(
    store: Store,
    clock: Clock,
    who: Member,
    reference: str,
    version: int,
    reason: str = "",
    batch: UUID | None = None,
) -> PrintedSlip:
    """Claim the application and give out a sheet. A second copy needs a reason, or a supervisor.

    `batch` is shared by sheets that are printed together.

    ChangedMeanwhile or NotAllowed when somebody, perhaps the resident, was quicker.
    """
    with store.writing() as session:
        wanted = unchanged(session, reference, version)
        at = clock.now()
        given = _reason(wanted, who, reason, at)
        perform(session, wanted, Act.PRINT, who.actor, at, **claimed(wanted, who, at))
        sheet = PrintedSlip(
            application_id=wanted.id,
            copy_number=next_copy(session, wanted.id),
            printed_at=at,
            printed_by=who.id,
            audit_head=head(session),
            batch=batch,
        )
        session.add(sheet)
        session.flush()
        write_event(
            session, "slip", who.actor, at, wanted.id, serial=sheet.serial, copy=sheet.copy_number, **given
        )
    return sheet


def sheet_of(store: Store, who: Member, serial: int) -> tuple[PrintedSlip, Application]:
    """A sheet that this person may draw: one's own, the newest of its application, not yet keyed or cancelled.

    A supervisor may draw those of others. Unknown, TakenByAnother or NotForPaper.
    """
    with store.reading() as session:
        sheet = slip(session, serial)
        about = application(session, sheet.application_id) if sheet else None
        if sheet is None or about is None:
            raise Unknown
        if sheet.printed_by != who.id and not who.supervises:
            raise TakenByAnother
        if about.standing is not State.PRINTED or slips_of(session, about.id)[-1].serial != serial:
            raise NotForPaper
    return sheet, about


def draw_sheet(store: Store, clock: Clock, office: Office, town: Town, who: Member, serial: int) -> bytes:
    """The PDF of a sheet, the same each time. Drawing opens the record, so it is written down as an opening."""
    sheet, about = sheet_of(store, who, serial)
    return draw([slip_as_drawn(store, clock, office, town, who, sheet, about)], sheet.printed_at)


def slip_as_drawn(
    store: Store,
    clock: Clock,
    office: Office,
    town: Town,
    who: Member,
    sheet: PrintedSlip,
    about: Application,
) -> Slip:
    """What a sheet shows. The record is opened for it, which is written down as an opening."""
    record = unseal(store, office, who, about, PRINT, clock.now()).record
    with store.reading() as session:
        printer = _printer(session, sheet)
    return slip_of(record, about, sheet, town, printer.username)


def _reason(wanted: Application, who: Member, reason: str, at: datetime) -> dict[str, str]:
    if held_by_another(wanted, who, at) and not who.supervises:
        raise TakenByAnother
    if wanted.standing is State.PRINTED and (reason or not who.supervises):
        return {"reason": stated(reason, REPRINT)}
    return {}


def _printer(session: Session, sheet: PrintedSlip) -> Member:
    found = account(session, sheet.printed_by)
    if found is None:
        raise Unknown
    return member(found)
