"""Keyed: the clerk has typed a slip into billing and tells which paper it was and which number billing gave."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from admin.desk.finding import unchanged
from admin.desk.holding import kept
from admin.desk.refusals import WrongEntries
from admin.staff import Member
from admin.unseal import Office
from intake.acts import perform
from intake.clock import Clock
from intake.digits import plain_digits
from intake.lifecycle import Act, after
from intake.reference import WrongReference, read_reference
from intake.sealing.letterbox import post
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.slips import slips_of
from intake.text import N_, Text
from intake.town import Town


@dataclass(frozen=True)
class KeyedEntries:
    """Three things that stand on paper or in billing, as they were typed."""

    reference: str
    serial: str
    customer_number: str


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
    """Note that billing has it. The customer number is sealed to the office before it is stored.

    WrongEntries when the paper is not the newest slip of this application or the number can't be one.
    """
    with store.writing() as session:
        application = unchanged(session, reference, version)
        after(application.standing, Act.KEY)
        number = _customer_number(session, application, town, entries)
        sealed = post({"customer_number": number}, str(application.id), office.public)
        perform(
            session,
            application,
            Act.KEY,
            who.actor,
            clock.now(),
            keyed_by=who.id,
            customer_number=sealed,
            **kept(application, who, clock.now()),
        )


def _customer_number(session: Session, application: Application, town: Town, entries: KeyedEntries) -> str:
    number, problems = plain_digits(entries.customer_number[:60]), dict[str, Text]()
    if not _is_reference(entries.reference, application):
        problems["reference"] = N_("This is not the reference of this application. Read it from the slip again.")
    if not _is_newest_slip(session, entries.serial, application):
        problems["serial"] = N_("This is not the newest slip of this application. Check which paper you hold.")
    if not (number.isascii() and number.isdigit() and len(number) == town.customer_number_digits):
        problems["customer_number"] = N_(
            "The customer number has %(length)s digits. Read it from billing again.",
            length=town.customer_number_digits,
        )
    if problems:
        raise WrongEntries(problems)
    return number


def _is_reference(typed: str, application: Application) -> bool:
    try:
        return read_reference(typed) == application.reference
    except WrongReference:
        return False


def _is_newest_slip(session: Session, typed: str, application: Application) -> bool:
    printed, digits = slips_of(session, application.id), plain_digits(typed[:60])
    return bool(printed) and digits.isascii() and digits.isdigit() and int(digits) == printed[-1].serial
