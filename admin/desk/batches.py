"""Sheets that were printed together, and their one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from admin.batch_paper import cover_of
from admin.desk.outdated import why_outdated
from admin.desk.printing import slip_as_drawn
from admin.desk.refusals import NotForPaper, TakenByAnother, Unknown
from admin.language import japanese
from admin.office import Office
from admin.slip.binding import bind
from admin.slip.content import Slip
from admin.slip.other_content import BatchCover
from admin.staff import Member
from admin.unseal import insist_on_room
from intake.clock import Clock
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.slips import PrintedSlip, sheets_in_batch, slips_of
from intake.text import N_, Text
from intake.town import Town

TITLE = N_("Printed together")
ERASED = N_("These applications were erased after their time.")


@dataclass(frozen=True)
class BatchSheet:
    """One sheet of a batch with its application, and why it is not to be keyed any more (None while it is)."""

    sheet: PrintedSlip
    application: Application
    outdated: Text | None

    @property
    def usable(self) -> bool:
        """Whether it may still be keyed."""
        return self.outdated is None


def printed_sheets(store: Store, who: Member, batch: UUID) -> Sequence[BatchSheet]:
    """The sheets of a batch in the order of their serials, for whoever printed them and for supervisors.

    Unknown when there is none, TakenByAnother when a colleague printed it. What has been erased since is left out.
    """
    with store.reading() as session:
        sheets = sheets_in_batch(session, batch)
        if not sheets:
            raise Unknown
        if sheets[0].printed_by != who.id and not who.supervises:
            raise TakenByAnother
        known = [(sheet, application(session, sheet.application_id)) for sheet in sheets]
        return [
            BatchSheet(sheet, about, why_outdated(about.standing, sheet, slips_of(session, about.id)))
            for sheet, about in known
            if about
        ]


def draw_batch(store: Store, clock: Clock, office: Office, town: Town, who: Member, batch: UUID) -> bytes:
    """One PDF: a cover, then every sheet that may still be used, in order. Each is an opening in the chain.

    NotForPaper when none may be used any more; TooManyOpenings, before any is opened, where the account may not
    open all of them this hour.
    """
    sheets = printed_sheets(store, who, batch)
    usable = [each for each in sheets if each.usable]
    if not usable:
        raise NotForPaper(sheets[0].outdated if sheets and sheets[0].outdated else ERASED)
    insist_on_room(store, office, who, len(usable), clock.now())
    slips = [slip_as_drawn(store, clock, office, town, who, each.sheet, each.application) for each in usable]
    return bind(_cover(usable, slips[-1], town), slips, usable[0].sheet.printed_at)


def _cover(usable: Sequence[BatchSheet], last: Slip, town: Town) -> BatchCover:
    """What the cover says: as of the last sheet, so that the same sheets have the same cover each time."""
    return cover_of(
        [each.sheet for each in usable],
        {each.application.id: each.application for each in usable},
        town,
        TITLE.say(japanese()),
        last.printed_by,
        usable[-1].sheet.printed_at,
        usable[-1].sheet.audit_head,
    )
