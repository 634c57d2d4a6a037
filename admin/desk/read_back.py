"""What was read back from billing, against the record: a slip that was keyed wrongly is stopped here."""

from __future__ import annotations

from collections.abc import Mapping
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


DAY_CONTROLS = ("due_day", "second_day")
"""Where the days of a procedure are typed, in the order in which its form asks for them."""

OTHER_DAY = N_("The application names another day. Look at the slip, and mend billing if it is wrong.")


def days_read_back(procedure: str) -> dict[str, Text]:
    """The days that billing shows for a procedure: what each is, by the control in which it is typed."""
    labels = [field.label for field in _date_fields(procedure)] or [N_("Day in billing")]
    return dict(zip(DAY_CONTROLS, labels, strict=False))


def compare(record: Record, due_day: date, days: Mapping[str, date], number: str, difference: str) -> str:
    """The reason for another customer number, or nothing where it is the same; WrongEntries on a difference.

    `days` are by the control in which they were typed. `due_day` counts where the applicant named no day.
    """
    wished = wished_days(record, due_day)
    problems = {control: OTHER_DAY for control, day in days.items() if day != wished[control]}
    reason = _other_number(record, number, difference, problems)
    if problems:
        raise WrongEntries(problems)
    return reason


def wished_days(record: Record, due_day: date) -> dict[str, date]:
    """The days that stand in the record itself, by the control in which billing's are typed."""
    given = [record.answers.get(field.name, "") for field in _date_fields(record.procedure)] or [""]
    days = [date.fromisoformat(day) if day else due_day for day in given]
    return dict(zip(DAY_CONTROLS, days, strict=False))


def _date_fields(procedure: str) -> list[DateField]:
    return [field for field in PROCEDURES[procedure].fields if isinstance(field, DateField)]


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
