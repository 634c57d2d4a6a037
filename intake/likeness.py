"""How two applications are alike, so that somebody notices when one thing is applied for twice. Pure rules.

What is compared is found by the kinds of a procedure's fields: each `TownField` begins a place, and `lot` and
`room` with the same prefix belong to it (`old_town`, `old_lot`, `old_room`). The days are those wished for, or,
where a procedure has none, the day of receipt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum

from intake.clock import on_the_wall
from intake.digits import plain_digits
from intake.procedures import PROCEDURES
from intake.procedures.field import Field
from intake.procedures.numbers import CustomerNumberField, PhoneField
from intake.procedures.procedure import Answers, Procedure
from intake.procedures.town_list import TownField
from intake.procedures.wished_day import WishedDayField
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
    if not _near(one, other):
        shared = {each for each in shared if each[0] is not Reason.PLACE}
    return frozenset(reason for reason, _ in shared)


def same_day(one: Record, other: Record) -> bool:
    """Whether two applications of one procedure are about the same day, or the same days."""
    return one.procedure == other.procedure and bool(_days(one)) and _days(one) == _days(other)


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
    """The user's own numbers only: an agent's phone stands in many applications and tells nothing."""
    if isinstance(field, CustomerNumberField):
        return Reason.CUSTOMER_NUMBER
    return Reason.PHONE if isinstance(field, PhoneField) and field.name == "phone" else None


def _near(one: Record, other: Record) -> bool:
    mine, theirs = _days(one), _days(other)
    return any(abs((mine[name] - theirs[name]).days) <= NEAR_DAYS for name in mine.keys() & theirs.keys())


def _days(record: Record) -> Mapping[str, date]:
    """The days of a record by field; what a record of an earlier form lacks is left out."""
    fields = (field for field in PROCEDURES[record.procedure].fields if isinstance(field, WishedDayField))
    wished = {field.name: record.answers.get(field.name, "") for field in fields}
    if not wished:
        return {"received_at": on_the_wall(datetime.fromisoformat(record.received_at)).date()}
    return {name: date.fromisoformat(day) for name, day in wished.items() if day}
