"""Where the sheets are: each change is an event with the serial, so that the day can be closed from events."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from admin.desk.refusals import ChangedMeanwhile, Unknown, WrongEntries
from admin.staff import Member
from intake.audit import write_event
from intake.clock import Clock, today
from intake.digits import plain_digits
from intake.sheets import Fate, NoSuchTurn, Turn, turned
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.queues import references
from intake.store.shredding import sheets_to_shred
from intake.store.slips import PrintedSlip, allow_replacing, lay, sheets_with, slip, slips_of
from intake.text import N_, Text
from intake.town import Town

HIGHEST = 2**31 - 1
MOST_AT_ONCE = 500
_BETWEEN = re.compile(r"[\s,;、，・]+")

WRONG_SERIALS = N_("Type the serials as they stand on the sheets, six digits each, with spaces between.")


@dataclass(frozen=True)
class OnTheDesk:
    """The sheets in somebody's hand, those that can't be found, those to shred; references by application."""

    held: Sequence[PrintedSlip]
    lost: Sequence[PrintedSlip]
    to_shred: Sequence[PrintedSlip]
    references: Mapping[UUID, str]


def on_the_desk(store: Store, clock: Clock, town: Town) -> OnTheDesk:
    """What has to be filed, shredded or looked for. What is to be shredded is in no other list."""
    kept = timedelta(days=town.retention.paper_days)
    with store.reading() as session:
        to_shred = sheets_to_shred(session, today(clock) - kept, clock.now() - kept)
        idle = {sheet.serial for sheet in to_shred}
        held = [sheet for sheet in sheets_with(session, Fate.HELD) if sheet.serial not in idle]
        lost = sheets_with(session, Fate.LOST)
        known = references(session, {sheet.application_id for sheet in (*held, *lost, *to_shred)})
        return OnTheDesk(held, lost, to_shred, known)


def note(store: Store, clock: Clock, who: Member, turn: Turn, typed: str) -> int:
    """Note for one or many sheets that they are shredded, lost or found; how many. All of them or none.

    WrongEntries names the serials for which it can't be true.
    """
    serials = read_serials(typed)
    with store.writing() as session:
        wrong = [serial for serial in serials if not _possible(slip(session, serial), turn)]
        if wrong:
            raise WrongEntries({"serials": _not_possible(wrong)})
        for serial in serials:
            sheet = slip(session, serial)
            if sheet:
                turn_sheet(session, sheet, turn, who, clock.now())
    return len(serials)


def turn_sheet(session: Session, sheet: PrintedSlip, turn: Turn, who: Member, at: datetime) -> None:
    """Move one sheet, with its event; NoSuchTurn when it is elsewhere by now."""
    serial, about = sheet.serial, sheet.application_id
    if not lay(session, sheet, turned(sheet.whereabouts, turn), who.id, at):
        raise NoSuchTurn(f"sheet {serial} is elsewhere")
    write_event(session, turn.value, who.actor, at, about, serial=serial)


def file_slip(session: Session, serial: int, who: Member, at: datetime) -> None:
    """The slip was keyed: its work is done. NoSuchTurn when it was lost or shredded a moment ago."""
    sheet = slip(session, serial)
    if sheet is None:
        raise Unknown
    turn_sheet(session, sheet, Turn.FILE, who, at)


def take_out(session: Session, application: Application, who: Member, at: datetime) -> None:
    """Take the keyed slip out of the file: it is to be keyed again."""
    for sheet in slips_of(session, application.id):
        if sheet.whereabouts is Fate.FILED:
            turn_sheet(session, sheet, Turn.PULL, who, at)


def allow_reprint(store: Store, clock: Clock, who: Member, serial: int) -> None:
    """A supervisor lets another slip be printed for a lost one. Unknown or ChangedMeanwhile."""
    with store.writing() as session:
        sheet = slip(session, serial)
        if sheet is None:
            raise Unknown
        if not allow_replacing(session, serial, who.id):
            raise ChangedMeanwhile
        write_event(session, "reprint_allowed", who.actor, clock.now(), sheet.application_id, serial=serial)


def read_serials(typed: str) -> list[int]:
    """Serials in any width, spaces or commas between; WrongEntries when one is no number, or none is there."""
    parts = [plain_digits(part) for part in _BETWEEN.split(typed.strip()) if part]
    fine = all(part.isascii() and part.isdigit() and int(part[:20]) <= HIGHEST for part in parts)
    if not parts or not fine or len(parts) > MOST_AT_ONCE:
        raise WrongEntries({"serials": WRONG_SERIALS})
    return sorted({int(part) for part in parts})


def _possible(sheet: PrintedSlip | None, turn: Turn) -> bool:
    try:
        return sheet is not None and turned(sheet.whereabouts, turn) is not sheet.whereabouts
    except NoSuchTurn:
        return False


def _not_possible(serials: Sequence[int]) -> Text:
    return N_(
        "This can't be so for: %(serials)s. Nothing was noted.",
        serials=" ".join(f"{serial:06d}" for serial in serials),
    )
