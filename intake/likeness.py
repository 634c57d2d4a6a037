"""How two applications are alike, so that somebody notices when one thing is applied for twice. Pure rules.

What is compared is found by the kinds of a procedure's fields: each `TownField` begins a place, and `lot` and
`room` with the same prefix belong to it (`old_town`, `old_lot`, `old_room`). The day is the procedure's due day.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from intake.digits import plain_digits
from intake.procedures import PROCEDURES
from intake.procedures.choosing import TownField
from intake.procedures.field import Field
from intake.procedures.numbers import CustomerNumberField, PhoneField
from intake.procedures.procedure import Answers, Procedure
from intake.records import Record

NEAR_DAYS = 7
"""The same place on days that are further apart is somebody else's."""

_COUNTERS = re.compile(r"(?<=\d)(?:丁目|番地の?|番|号室|号|の|ノ|[-‐‑‒–—―−ー~])+")
_SPACE = re.compile(r"\s+")


class Reason(StrEnum):
    """What two applications share."""

    PLACE = "place"
    CUSTOMER_NUMBER = "customer_number"
    PHONE = "phone"


def alike(one: Record, other: Record) -> frozenset[Reason]:
    """What two applications of one procedure share; the order does not matter. Never a proof, only a hint."""
    if one.procedure != other.procedure:
        return frozenset()
    procedure = PROCEDURES[one.procedure]
    mine, theirs = (dict(_marks(procedure, record.answers)) for record in (one, other))
    shared = {reason for reason, _ in mine.items() & theirs.items()}
    if not _near(procedure, one.answers, other.answers):
        shared = {each for each in shared if each[0] is not Reason.PLACE}
    return frozenset(reason for reason, _ in shared)


def same_day(one: Record, other: Record) -> bool:
    """Whether two applications of one procedure are due on the same day."""
    procedure = PROCEDURES[one.procedure]
    day = _due_day(procedure, one.answers)
    return one.procedure == other.procedure and day is not None and day == _due_day(procedure, other.answers)


def _marks(procedure: Procedure, answers: Answers) -> Iterator[tuple[tuple[Reason, str], tuple[str, ...]]]:
    """What can be shared: the reason and the field it stands in, and the value in a form for comparing."""
    for field in procedure.fields:
        if isinstance(field, TownField) and (place := _place(field, answers)):
            yield (Reason.PLACE, field.name), place
        elif (reason := _of_digits(field)) and (digits := plain_digits(answers.get(field.name, ""))):
            yield (reason, field.name), (digits,)


def _place(town: Field, answers: Answers) -> tuple[str, ...]:
    """Town, lot and room; nothing without a town and a lot. A building is left out: its name has many forms."""
    prefix = town.name.removesuffix("town")
    name, lot, room = (answers.get(prefix + part, "") for part in ("town", "lot", "room"))
    return (name, _plain(lot), _plain(room)) if name and lot else ()


def _plain(typed: str) -> str:
    """A lot or a room for comparing only: 1丁目2番3号, １－２－３ and 1-2-3 are one, so are 204号室 and 204."""
    plain = _SPACE.sub("", unicodedata.normalize("NFKC", typed)).casefold()
    return _COUNTERS.sub("-", plain).strip("-")


def _of_digits(field: Field) -> Reason | None:
    if isinstance(field, CustomerNumberField):
        return Reason.CUSTOMER_NUMBER
    return Reason.PHONE if isinstance(field, PhoneField) else None


def _near(procedure: Procedure, one: Answers, other: Answers) -> bool:
    days = _due_day(procedure, one), _due_day(procedure, other)
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= NEAR_DAYS


def _due_day(procedure: Procedure, answers: Answers) -> date | None:
    """The due day; None where a record of an earlier form has none that can be read."""
    try:
        return procedure.due_day(answers)
    except (KeyError, ValueError):
        return None
