"""The content of a cancellation slip. Staff paper is always Japanese."""

from __future__ import annotations

from collections.abc import Sequence

from admin.language import japanese
from admin.paper import NOTICE, moment_text
from admin.slip.other_content import CancellationSlip
from admin.unseal import Unsealed
from intake.audit import HEAD_ON_PAPER
from intake.days import day_text
from intake.procedures import PROCEDURES
from intake.records import fingerprint
from intake.reference import shown
from intake.sheets import Fate
from intake.store.applications import Application
from intake.store.slips import PrintedSlip
from intake.town import Town


def cancellation_of(
    opened: Unsealed,
    application: Application,
    sheet: PrintedSlip,
    slips: Sequence[PrintedSlip],
    town: Town,
    printed_by: str,
) -> CancellationSlip:
    """What has to be pulled and undone. `slips` are all copies of the slip."""
    say = japanese()
    return CancellationSlip(
        bureau=town.name("bureau", "ja"),
        procedure=PROCEDURES[application.procedure].title.say(say),
        reference=shown(application.reference),
        serial=sheet.serial,
        copy_number=sheet.copy_number,
        due_day=day_text(application.due_day).say(say),
        received_at=moment_text(application.received_at),
        printed_at=moment_text(sheet.printed_at),
        printed_by=printed_by,
        fingerprint=fingerprint(opened.record),
        audit_head=sheet.audit_head[:HEAD_ON_PAPER],
        to_pull=tuple(f"{each.serial:06d}" for each in slips if each.whereabouts in {Fate.HELD, Fate.FILED}),
        lost=tuple(f"{each.serial:06d}" for each in slips if each.whereabouts is Fate.LOST),
        customer_number=opened.customer_number,
        notice=NOTICE.say(say),
    )
