"""Filters on what stands in clear, as they travel in an address: they go with every list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake.languages import LANGUAGES
from intake.procedures import PROCEDURES
from intake.store.queues import Order, Taken
from intake.text import N_, Text

CONTACTS: dict[str, Text] = {"phone": N_("Phone"), "email": N_("E-mail only"), "fax": N_("Fax")}
PRINTED: dict[str, Text] = {"yes": N_("Printed"), "no": N_("Not printed")}
TAKEN: dict[str, Text] = {
    Taken.ME.value: N_("Taken by me"),
    Taken.OTHERS.value: N_("Taken by others"),
    Taken.NOBODY.value: N_("Taken by nobody"),
}
SORTS: dict[str, Text] = {Order.DUE.value: N_("By due day"), Order.ARRIVAL.value: N_("By arrival")}

NAMES = ("procedure", "due_from", "due_until", "language", "contact", "printed", "taken", "sort")
"""The parameters of an address that are filters."""


class WrongFilter(ValueError):
    """An address has a filter that nobody here has made; the name of the parameter."""


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty or None does not narrow it."""

    procedure: str = ""
    due_from: date | None = None
    due_until: date | None = None
    language: str = ""
    contact: str = ""
    printed: bool | None = None
    taken: Taken | None = None
    sort: Order = Order.DUE

    @property
    def in_address(self) -> dict[str, Any]:
        """As parameters of an address, without those that narrow nothing."""
        told = {
            "procedure": self.procedure,
            "due_from": self.due_from.isoformat() if self.due_from else "",
            "due_until": self.due_until.isoformat() if self.due_until else "",
            "language": self.language,
            "contact": self.contact,
            "printed": {True: "yes", False: "no", None: ""}[self.printed],
            "taken": self.taken.value if self.taken else "",
            "sort": "" if self.sort is Order.DUE else self.sort.value,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(set(self.in_address) - {"sort"})


def filters_from(address: Mapping[str, str]) -> Filters:
    """The filters in the parameters of an address; WrongFilter for a value that is none."""
    return Filters(
        procedure=_among("procedure", address, PROCEDURES),
        due_from=_day("due_from", address),
        due_until=_day("due_until", address),
        language=_among("language", address, LANGUAGES),
        contact=_among("contact", address, CONTACTS),
        printed={"yes": True, "no": False, "": None}[_among("printed", address, PRINTED)],
        taken=Taken(taken) if (taken := _among("taken", address, TAKEN)) else None,
        sort=Order(_among("sort", address, SORTS) or Order.DUE),
    )


def _among(name: str, address: Mapping[str, str], known: Iterable[str]) -> str:
    value = address.get(name, "")
    if value and value not in known:
        raise WrongFilter(name)
    return value


def _day(name: str, address: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(value) if (value := address.get(name, "").strip()) else None
    except ValueError as wrong:
        raise WrongFilter(name) from wrong
