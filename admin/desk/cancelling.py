"""A cancel that came after print: the slip is pulled, one undoes it in billing, another one sees it, it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from admin.desk.finding import acts, unchanged
from admin.desk.independence import APART, insist_on_two
from admin.desk.reasons import UNDO
from admin.desk.refusals import NotUndone, SamePerson, WrongEntries
from admin.desk.sheets import read_serials, turn_sheet
from admin.office import Office
from admin.staff import Member
from admin.unseal import unseal
from intake.acts import perform
from intake.clock import Clock
from intake.digits import plain_digits
from intake.lifecycle import Act, NotAllowed, State
from intake.sheets import Fate, Kind, Turn
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, sheets_of, slips_of
from intake.text import N_, Text

IN_HAND = frozenset({Fate.HELD, Fate.FILED})


def to_pull(session: Session, application: Application) -> list[PrintedSlip]:
    """The slips that somebody could still key from. A lost one can't be pulled; it stays red by itself."""
    return [sheet for sheet in slips_of(session, application.id) if sheet.whereabouts in IN_HAND]


def confirm_cancel(
    store: Store,
    clock: Clock,
    who: Member,
    reference: str,
    version: int,
    serials: str = "",
    apart: timedelta = APART,
) -> None:
    """The last word; only now the resident reads "cancelled".

    Where nothing was keyed, the serials of all slips have to be typed: WrongEntries. Where billing had it,
    NotUndone, SamePerson or NotApart until somebody else has undone it.
    """
    with store.writing() as session:
        application, at = unchanged(session, reference, version), clock.now()
        if application.standing is not State.CANCEL_REQUESTED:
            raise NotAllowed("nobody asked for a cancel")
        if application.customer_number is None:
            _pull(session, application, who, at, serials)
        elif application.undone_by is None:
            raise NotUndone
        elif application.undone_by == who.id:
            raise SamePerson
        else:
            insist_on_two(session, application.undone_by, who, at, apart)
        _file_cancellation_slip(session, application, who, at)
        perform(session, application, Act.CONFIRM_CANCEL, who.actor, at)


def undo(
    store: Store,
    clock: Clock,
    office: Office,
    who: Member,
    reference: str,
    version: int,
    serials: str,
    customer_number: str,
) -> None:
    """The first of two: the slip is pulled, and the entry under this customer number is taken out of billing.

    The number is compared with the one that was keyed, which is opened for it. WrongEntries on a difference.
    """
    with store.reading() as session:
        seen = _to_undo(session, who, reference, version)
        _pulled(session, seen, serials)
    keyed = unseal(store, office, who, seen, UNDO, clock.now()).customer_number
    if plain_digits(customer_number[:60]) != keyed:
        raise WrongEntries(
            {"customer_number": N_("It was keyed under another customer number. Look at it again.")}
        )
    with store.writing() as session:
        application, at = _to_undo(session, who, reference, version), clock.now()
        _pull(session, application, who, at, serials)
        perform(session, application, Act.UNDO, who.actor, at, undone_by=who.id)


def _to_undo(session: Session, who: Member, reference: str, version: int) -> Application:
    application = unchanged(session, reference, version)
    if Act.UNDO not in acts(application, who):
        raise NotAllowed("there is nothing to undo")
    return application


def _pull(session: Session, application: Application, who: Member, at: datetime, typed: str) -> None:
    for sheet in _pulled(session, application, typed):
        turn_sheet(session, sheet, Turn.PULL, who, at)


def _pulled(session: Session, application: Application, typed: str) -> list[PrintedSlip]:
    """The slips to pull, when exactly their serials were typed."""
    wanted = to_pull(session, application)
    if wanted and read_serials(typed) != [sheet.serial for sheet in wanted]:
        raise WrongEntries({"serials": _all_of_them(len(wanted))})
    return wanted


def _all_of_them(count: int) -> Text:
    return N_(
        "Type the serial of every slip of this application: %(count)s in all. Note first what is lost.",
        count=count,
    )


def _file_cancellation_slip(session: Session, application: Application, who: Member, at: datetime) -> None:
    held = [
        sheet
        for sheet in sheets_of(session, application.id)
        if sheet.kind == Kind.CANCELLATION and sheet.whereabouts is Fate.HELD
    ]
    for sheet in held[-1:]:
        turn_sheet(session, sheet, Turn.FILE, who, at)
