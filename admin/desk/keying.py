"""Keyed: the clerk has typed a slip into billing and tells which paper it was and what billing shows now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from admin.desk.finding import found, unchanged
from admin.desk.holding import kept
from admin.desk.outdated import BY_STATE, why_outdated
from admin.desk.read_back import compare, days_read_back, read_day
from admin.desk.reasons import KEY
from admin.desk.refusals import NotForPaper, WrongEntries
from admin.desk.sheets import file_slip
from admin.office import Office
from admin.staff import Member
from admin.unseal import unseal
from intake.acts import perform
from intake.audit import write_event
from intake.clock import Clock
from intake.digits import plain_digits
from intake.lifecycle import Act
from intake.reference import WrongReference, read_reference
from intake.sealing.letterbox import post
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, slips_of
from intake.text import N_, Text
from intake.town import Town


@dataclass(frozen=True)
class KeyedEntries:
    """What stands on paper and in billing, as it was typed. `difference` says why billing has another number.

    `second_day` is for a procedure with two days, such as a move.
    """

    reference: str
    serial: str
    customer_number: str
    due_day: str
    second_day: str = ""
    difference: str = ""


@dataclass(frozen=True)
class Read:
    """The entries that could be read: which sheet, and what billing shows."""

    serial: int
    number: str
    days: Mapping[str, date]


def keyed(
    store: Store,
    clock: Clock,
    office: Office,
    town: Town,
    who: Member,
    reference: str,
    version: int,
    entries: KeyedEntries,
) -> None:
    """Note that billing has it, as the record says. The customer number is sealed before it is stored.

    NotForPaper when there is nothing to key any more. WrongEntries when the paper is not the newest slip of this
    application, when the number can't be one, or when billing differs from the record, which is opened for it.
    """
    with store.reading() as session:
        seen = _to_key(session, reference, version)
        read = _read(session, seen, town, entries)
    record = unseal(store, office, who, seen, KEY, clock.now()).record
    reason = compare(record, seen.due_day, read.days, read.number, entries.difference)
    sealed = post({"customer_number": read.number}, str(seen.id), office.public)
    with store.writing() as session:
        application = _to_key(session, reference, version)
        at = clock.now()
        file_slip(session, read.serial, who, at)
        held = kept(application, who, at)
        perform(session, application, Act.KEY, who.actor, at, keyed_by=who.id, customer_number=sealed, **held)
        if reason:
            write_event(session, "reason", who.actor, at, application.id, reason=reason)


def _to_key(session: Session, reference: str, version: int) -> Application:
    application = found(session, reference)
    if application.standing in BY_STATE:
        raise NotForPaper(BY_STATE[application.standing])
    return unchanged(session, reference, version)


def _read(session: Session, application: Application, town: Town, entries: KeyedEntries) -> Read:
    problems = dict[str, Text]()
    if not _is_reference(entries.reference, application):
        problems["reference"] = N_("This is not the reference of this application. Read it from the slip again.")
    sheet = _sheet(session, entries.serial, application, problems)
    number = plain_digits(entries.customer_number[:60])
    if not (number.isascii() and number.isdigit() and len(number) == town.customer_number_digits):
        problems["customer_number"] = N_(
            "The customer number has %(length)s digits. Read it from billing again.",
            length=town.customer_number_digits,
        )
    days = _days(application, entries, problems)
    if problems or sheet is None:
        raise WrongEntries(problems)
    return Read(sheet.serial, number, days)


def _days(application: Application, entries: KeyedEntries, problems: dict[str, Text]) -> dict[str, date]:
    typed = {"due_day": entries.due_day, "second_day": entries.second_day}
    read = {control: read_day(typed[control]) for control in days_read_back(application.procedure)}
    for control in [control for control, day in read.items() if day is None]:
        problems[control] = N_("This can't be read as a day. Type it like 2026/12/10.")
    return {control: day for control, day in read.items() if day}


def _is_reference(typed: str, application: Application) -> bool:
    try:
        return read_reference(typed) == application.reference
    except WrongReference:
        return False


def _sheet(
    session: Session, typed: str, application: Application, problems: dict[str, Text]
) -> PrintedSlip | None:
    printed, digits = slips_of(session, application.id), plain_digits(typed[:60])
    serial = int(digits) if digits.isascii() and digits.isdigit() else 0
    sheet = next((each for each in printed if each.serial == serial), None)
    if sheet is None:
        problems["serial"] = N_("This is not a slip of this application. Check which paper you hold.")
    elif why := why_outdated(application.standing, sheet, printed):
        problems["serial"] = why
    return sheet
