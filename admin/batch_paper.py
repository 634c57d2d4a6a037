"""The cover of a batch of printed sheets: a pure function of the sheets, with no personal data on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from admin.language import japanese
from admin.paper import NOTICE, moment_text
from admin.slip.other_content import BatchCover, CoverLine
from intake.audit import HEAD_ON_PAPER
from intake.days import day_text
from intake.procedures import PROCEDURES
from intake.reference import shown
from intake.sheets import Kind
from intake.store.applications import Application
from intake.store.slips import PrintedSlip
from intake.text import N_
from intake.town import Town

CANCELLATION = N_("Cancellation slip")
ERASED = N_("(erased)")


def cover_of(
    sheets: Sequence[PrintedSlip],
    about: Mapping[UUID, Application],
    town: Town,
    title: str,
    printed_by: str,
    at: datetime,
    audit_head: str,
) -> BatchCover:
    """The cover of these sheets in their order. `about` are their applications, as far as they are not erased."""
    lines = tuple(_line(sheet, about.get(sheet.application_id)) for sheet in sheets)
    return BatchCover(
        bureau=town.name("bureau", "ja"),
        title=title,
        printed_by=printed_by,
        printed_at=moment_text(at),
        audit_head=audit_head[:HEAD_ON_PAPER],
        counts=tuple(Counter(line.procedure for line in lines).items()),
        lines=lines,
        notice=NOTICE.say(japanese()),
    )


def _line(sheet: PrintedSlip, application: Application | None) -> CoverLine:
    say = japanese()
    return CoverLine(
        serial=sheet.serial,
        reference=shown(application.reference) if application else ERASED.say(say),
        procedure=PROCEDURES[application.procedure].title.say(say) if application else ERASED.say(say),
        due_day=day_text(application.due_day).say(say) if application else ERASED.say(say),
        remark=_remark(sheet),
    )


def _remark(sheet: PrintedSlip) -> str:
    say = japanese()
    if sheet.kind == Kind.CANCELLATION:
        return CANCELLATION.say(say)
    return N_("copy %(number)s", number=sheet.copy_number).say(say) if sheet.copy_number > 1 else ""
