"""The content of a slip, from the record through the procedure's declaration. Staff paper is always Japanese."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from admin.desk.reasons import ON_PAPER
from admin.language import japanese
from admin.slip.content import Slip, SlipLine, SlipSection
from intake.audit import HEAD_ON_PAPER
from intake.calendars import open_days_after
from intake.clock import on_the_wall
from intake.days import day_text
from intake.languages import EASY, name_of
from intake.paper.glyphs import rare
from intake.procedures import PROCEDURES
from intake.procedures.procedure import Emphasis, PaperLine, Procedure
from intake.procedures.reading import flags as declared_flags
from intake.procedures.reading import with_defaults
from intake.records import Record, fingerprint
from intake.reference import shown
from intake.store.applications import Application
from intake.store.slips import PrintedSlip
from intake.text import N_, Text
from intake.town import Town

NEAR_WORK_DAYS = 3
RARE = N_("Rare characters")
NOTICE = N_("Reference implementation: not a real application")


@dataclass(frozen=True)
class Line:
    """A field of the record as staff reads it, still untranslated."""

    field: str
    label: Text
    value: Text
    emphasis: Emphasis


@dataclass(frozen=True)
class Section:
    """Lines that billing asks for on one screen."""

    title: Text
    lines: tuple[Line, ...]


def sections_of(record: Record) -> tuple[Section, ...]:
    """The record in keying order. What was no question (a company's name for a person) has no line."""
    procedure = PROCEDURES[record.procedure]
    asked = with_defaults(procedure.fields, record.answers)
    return tuple(
        Section(
            part.title,
            tuple(
                _line(procedure, line, record) for line in part.lines if procedure.field(line.field).applies(asked)
            ),
        )
        for part in procedure.slip
    )


def slip_of(record: Record, application: Application, sheet: PrintedSlip, town: Town, printed_by: str) -> Slip:
    """Everything that one sheet shows."""
    say = japanese()
    procedure = PROCEDURES[record.procedure]
    return Slip(
        bureau=town.name("bureau", "ja"),
        procedure=procedure.title.say(say),
        reference=shown(record.reference),
        serial=sheet.serial,
        copy_number=sheet.copy_number,
        due_day=day_text(application.due_day).say(say),
        received_at=moment_text(application.received_at),
        printed_at=moment_text(sheet.printed_at),
        printed_by=printed_by,
        fingerprint=fingerprint(record),
        audit_head=sheet.audit_head[:HEAD_ON_PAPER],
        flags=tuple(flag.say(say) for flag in flags(record, application.due_day, sheet.printed_at, town)),
        sections=_paper_sections(record),
        replaces=shown(record.replaces) if record.replaces else "",
        shred_by=day_text(shred_by(application.due_day, sheet.printed_at, town)).say(say),
        reason=ON_PAPER[sheet.copy_reason].say(say) if sheet.copy_reason in ON_PAPER else "",
        notice=NOTICE.say(say),
    )


def flags(record: Record, due_day: date, at: datetime, town: Town) -> Iterator[Text]:
    """What a clerk has to know before keying, seen at an instant."""
    yield from declared_flags(PROCEDURES[record.procedure], record.answers)
    if any(rare(value) for value in record.answers.values()):
        yield RARE
    if record.language != "ja":
        yield _tongue(record.language)
    today = on_the_wall(at).date()
    if due_day < today:
        yield N_("The day is past")
    elif due_day <= open_days_after(today, NEAR_WORK_DAYS, town.work):
        yield N_("Due very soon")


def shred_by(due_day: date, printed_at: datetime, town: Town) -> date:
    """When a sheet is shredded: so long after the day it is about, or after its print if that is later."""
    return max(due_day, on_the_wall(printed_at).date()) + timedelta(days=town.retention.paper_days)


def _tongue(code: str) -> Text:
    return name_of(code) if code == EASY else N_("Foreign language: %(language)s", language=name_of(code))


def _paper_sections(record: Record) -> tuple[SlipSection, ...]:
    say = japanese()
    return tuple(
        SlipSection(
            part.title.say(say),
            tuple(SlipLine(line.label.say(say), line.value.say(say), line.emphasis) for line in part.lines),
        )
        for part in sections_of(record)
    )


def _line(procedure: Procedure, line: PaperLine, record: Record) -> Line:
    field = procedure.field(line.field)
    return Line(field.name, field.label, field.shown(record.answers.get(field.name, "")), line.emphasis)


def moment_text(instant: datetime) -> str:
    """2026年（令和8年）11月23日（月）18:05 on the bureau's wall."""
    wall = on_the_wall(instant)
    return f"{day_text(wall.date()).say(japanese())}{wall:%H:%M}"
