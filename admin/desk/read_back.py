"""What was read back from billing, against the record: a slip that was keyed wrongly is stopped here."""

from __future__ import annotations

from datetime import date

from admin.desk.reasons import OTHER_NUMBER
from admin.desk.refusals import WrongEntries
from intake.days import read_whole_day
from intake.procedures import PROCEDURES
from intake.procedures.dating import DateField
from intake.records import Record
from intake.text import N_, Text

CONTINUING = frozenset({"stop", "move", "name_change", "debit_form"})
"""Procedures about a contract that billing has already, so that a number the applicant gave must be there."""


def read_day(typed: str) -> date | None:
    """The day in 2026/12/10, R8.12.10 or 20261210; None for anything else."""
    parts = read_whole_day(typed.strip()[:40])
    if parts is None or None in parts:
        return None
    year, month, day = (part or 0 for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def compare(record: Record, due_day: date, day: date, number: str, difference: str) -> str:
    """The reason for another customer number, or nothing where it is the same; WrongEntries on a difference.

    `due_day` counts where the applicant named no day of their own; of two days it is the earlier one.
    """
    problems: dict[str, Text] = {}
    if day != wished_day(record, due_day):
        problems["due_day"] = N_(
            "The application names another day. Look at the slip, and mend billing if it is wrong."
        )
    reason = _other_number(record, number, difference, problems)
    if problems:
        raise WrongEntries(problems)
    return reason


def wished_day(record: Record, due_day: date) -> date:
    """The day that stands in the record itself."""
    dates = [field.name for field in PROCEDURES[record.procedure].fields if isinstance(field, DateField)]
    return min(
        (date.fromisoformat(record.answers[name]) for name in dates if record.answers.get(name)), default=due_day
    )


def _other_number(record: Record, number: str, difference: str, problems: dict[str, Text]) -> str:
    given = record.answers.get("customer_number", "")
    if record.procedure not in CONTINUING or not given or given == number:
        return ""
    if difference not in OTHER_NUMBER:
        problems["customer_number"] = N_(
            "The applicant gave another number. Read it again; if billing is right, say why."
        )
        return ""
    return difference
