"""Printing: the row is claimed and the sheet gets its serial before anything is drawn.

Print and cancel compare and set the same version. So a cancelled application never gets on paper, and a
cancel that comes a moment later finds the sheet and becomes a request to pull it.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from admin.cancellation_paper import cancellation_of
from admin.desk.finding import unchanged
from admin.desk.holding import claimed, held_by_another
from admin.desk.outdated import BY_STATE, why_outdated
from admin.desk.reasons import LOST, PRINT, REPRINT, stated
from admin.desk.refusals import ApprovalNeeded, NotForPaper, TakenByAnother, Unknown
from admin.desk.sheets import turn_sheet
from admin.office import Office
from admin.paper import slip_of
from admin.slip.content import Slip
from admin.slip.drawing import draw
from admin.slip.other_papers import draw_cancellation
from admin.staff import Member, member
from admin.unseal import unseal
from intake.acts import perform
from intake.audit import head, write_event
from intake.clock import Clock
from intake.lifecycle import Act, NotAllowed, State
from intake.sheets import Fate, Kind, Turn
from intake.store.accounts import account
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, next_copy, next_serial, slip, slips_of
from intake.text import N_, Text
from intake.town import Town

NOBODY_CANCELS = N_("Nobody has asked to cancel this application.")


def print_slip(
    store: Store,
    clock: Clock,
    who: Member,
    reference: str,
    version: int,
    reason: str = "",
    batch: UUID | None = None,
) -> PrintedSlip:
    """Claim the application and give out a sheet. A further copy needs a reason, which stands on it.

    Unless the old sheet is lost, who prints declares by the same act that it is shredded or never came out.
    ApprovalNeeded for a slip that is lost: that it is lost is noted, and a supervisor, who is not the one who
    prints, has to let it be printed again. ChangedMeanwhile or NotAllowed when somebody, perhaps the resident, was
    quicker. `batch` is shared by sheets that are printed together.
    """
    with store.writing() as session:
        wanted = unchanged(session, reference, version)
        given, at = _reason(wanted, who, reason, clock.now()), clock.now()
        waits = _settle_old_copy(session, wanted, who, given, at)
        sheet = None if waits else _print(session, wanted, who, at, given, batch)
    if sheet is None:
        raise ApprovalNeeded
    return sheet


def print_cancellation(store: Store, clock: Clock, who: Member, reference: str, version: int) -> PrintedSlip:
    """Give out a cancellation slip: what to pull, and what to undo in billing. NotAllowed without a request."""
    with store.writing() as session:
        wanted = unchanged(session, reference, version)
        if wanted.standing is not State.CANCEL_REQUESTED:
            raise NotAllowed("nobody asked for a cancel")
        return _give_out(session, wanted, Kind.CANCELLATION, who, clock.now())


def sheet_of(store: Store, who: Member, serial: int) -> tuple[PrintedSlip, Application]:
    """A sheet that this person may draw: one's own, the newest of its kind, not yet keyed or cancelled.

    A supervisor may draw those of others. Unknown, TakenByAnother or NotForPaper.
    """
    with store.reading() as session:
        sheet = slip(session, serial)
        about = application(session, sheet.application_id) if sheet else None
        if sheet is None or about is None:
            raise Unknown
        if sheet.printed_by != who.id and not who.supervises:
            raise TakenByAnother
        if why := _why_not(session, sheet, about):
            raise NotForPaper(why)
    return sheet, about


def draw_sheet(store: Store, clock: Clock, office: Office, town: Town, who: Member, serial: int) -> bytes:
    """The PDF of a sheet, the same each time. Drawing opens the record, so it is written down as an opening."""
    sheet, about = sheet_of(store, who, serial)
    opened = unseal(store, office, who, about, PRINT, clock.now())
    with store.reading() as session:
        printer, copies = _printer(session, sheet).username, slips_of(session, about.id)
    if sheet.kind == Kind.CANCELLATION:
        return draw_cancellation(cancellation_of(opened, about, sheet, copies, town, printer), sheet.printed_at)
    return draw([slip_of(opened.record, about, sheet, town, printer)], sheet.printed_at)


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


def _why_not(session: Session, sheet: PrintedSlip, about: Application) -> Text | None:
    if sheet.kind == Kind.RECEPTION:
        return why_outdated(about.standing, sheet, slips_of(session, about.id))
    return None if about.standing is State.CANCEL_REQUESTED else BY_STATE.get(about.standing, NOBODY_CANCELS)


def _print(
    session: Session, wanted: Application, who: Member, at: datetime, reason: str, batch: UUID | None
) -> PrintedSlip:
    perform(session, wanted, Act.PRINT, who.actor, at, **claimed(wanted, who, at))
    return _give_out(session, wanted, Kind.RECEPTION, who, at, batch, reason)


def _give_out(
    session: Session,
    about: Application,
    kind: Kind,
    who: Member,
    at: datetime,
    batch: UUID | None = None,
    reason: str = "",
) -> PrintedSlip:
    sheet = PrintedSlip(
        serial=next_serial(session),
        application_id=about.id,
        copy_number=next_copy(session, about.id, kind),
        printed_at=at,
        printed_by=who.id,
        audit_head=head(session),
        kind=kind.value,
        batch=batch,
        copy_reason=reason,
    )
    session.add(sheet)
    session.flush()
    what = {"what": kind.value} if kind is Kind.CANCELLATION else {}
    told = what | ({"reason": reason} if reason else {})
    write_event(session, "slip", who.actor, at, about.id, serial=sheet.serial, copy=sheet.copy_number, **told)
    return sheet


def _reason(wanted: Application, who: Member, reason: str, at: datetime) -> str:
    if held_by_another(wanted, who, at) and not who.supervises:
        raise TakenByAnother
    return stated(reason, REPRINT) if wanted.standing is State.PRINTED else ""


def _settle_old_copy(session: Session, wanted: Application, who: Member, reason: str, at: datetime) -> bool:
    """Note where the newest copy is now. Whether it is lost and no second person has let another be printed."""
    newest = next(reversed(slips_of(session, wanted.id)), None)
    if wanted.standing is not State.PRINTED or newest is None:
        return False
    if newest.whereabouts is Fate.HELD:
        turn_sheet(session, newest, Turn.LOSE if reason == LOST else Turn.SHRED, who, at)
    return newest.whereabouts is Fate.LOST and newest.replace_by in {None, who.id}


def _printer(session: Session, sheet: PrintedSlip) -> Member:
    found = account(session, sheet.printed_by)
    if found is None:
        raise Unknown
    return member(found)
