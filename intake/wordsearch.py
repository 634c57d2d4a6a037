"""Looking for an application by what a caller says: kana of the name, end of the phone number, town. Pure rules.

The fields are found by their kinds, so that a new procedure is searched like the old ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import jaconv

from intake.digits import plain_digits
from intake.inquiries import WrongWords
from intake.procedures import PROCEDURES
from intake.procedures.field import Field
from intake.procedures.numbers import PhoneField
from intake.procedures.town_list import TownField
from intake.procedures.writing import KanaField
from intake.records import Record
from intake.text import N_

LONGEST = 60
SHORTEST_ENDING = 4
SHORTEST_KANA = 2


@dataclass(frozen=True)
class Sought:
    """What is looked for, each in the form in which records are compared; empty is not looked for."""

    kana: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    town: str = field(default="", repr=False)

    def fits(self, record: Record) -> bool:
        """Whether everything that is looked for is in the record."""
        return (
            _fits(self.kana, _values(record, KanaField), lambda value: _kana(value).startswith(self.kana))
            and _fits(
                self.phone, _values(record, PhoneField), lambda value: plain_digits(value).endswith(self.phone)
            )
            and _fits(self.town, _values(record, TownField), lambda value: self.town in _plain(value))
        )


def read_sought(kana: str, phone: str, town: str) -> Sought:
    """What was typed, in any kana and any width; WrongWords for nothing, or too little to tell people apart."""
    sought = Sought(_kana(kana[:LONGEST]), plain_digits(phone[:LONGEST]), _plain(town[:LONGEST]))
    if sought == Sought():
        raise WrongWords("kana", N_("Enter a name in kana, the end of a phone number, or a town."))
    if sought.kana and len(sought.kana) < SHORTEST_KANA:
        raise WrongWords("kana", N_("Enter at least %(count)s characters of the name.", count=SHORTEST_KANA))
    if sought.phone and not (len(sought.phone) >= SHORTEST_ENDING and sought.phone.isdecimal()):
        raise WrongWords("phone", N_("Enter at least the last %(count)s digits.", count=SHORTEST_ENDING))
    return sought


def _fits(sought: str, values: Iterator[str], alike: Callable[[str], bool]) -> bool:
    return not sought or any(alike(value) for value in values if value)


def _values(record: Record, kind: type[Field]) -> Iterator[str]:
    """What the fields of a kind hold, each alone and then all in one: people say the whole name."""
    fields = (field for field in PROCEDURES[record.procedure].fields if isinstance(field, kind))
    held = [record.answers.get(field.name, "") for field in fields]
    yield from held
    yield "".join(held)


def _kana(typed: str) -> str:
    return _plain(jaconv.hira2kata(unicodedata.normalize("NFKC", typed)))


def _plain(typed: str) -> str:
    return "".join(unicodedata.normalize("NFKC", typed).split()).casefold()
