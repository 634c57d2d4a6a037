"""Reads what a clerk typed from a paper slip into a Slip, or says for every control what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from billing import reading
from billing.controls import CONTROLS, DATE_PARTS, PAYMENTS, Kind
from billing.place import Place

ADDRESS_LENGTH = 200
NOTE_LENGTH = 500
EMPTY_LINE = _("Type what the slip says here. It cannot stay empty.")
EMPTY = {"payment": _("Choose a way to pay.")}


@dataclass(frozen=True)
class Slip:
    """One paper slip "start of use", as read: digits are bare, names and places stand as typed."""

    reference: str
    serial: int
    start_date: date
    zip: str
    town: str
    lot: str
    building: str
    room: str
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    phone: str
    payment: str
    post_to: str
    customer_number: str
    note: str

    @property
    def place(self) -> Place:
        """The place of use."""
        return Place(self.zip, self.town, self.lot, self.building, self.room)


class SlipRefused(ValueError):
    """What was typed cannot be registered; `wrong` holds one sentence for each control at fault, in order."""

    def __init__(self, wrong: Mapping[str, LazyString]) -> None:
        super().__init__(f"{len(wrong)} controls were refused")
        self.wrong = wrong


def _payment(text: str) -> str:
    if text not in PAYMENTS:
        raise reading.Unreadable(EMPTY["payment"])
    return text


READERS: Mapping[str, Callable[[str], Any]] = {
    "reference": reading.reference,
    "serial": reading.serial,
    "start_date": reading.day,
    "zip": reading.postal_code,
    "phone": reading.phone,
    "payment": _payment,
    "customer_number": reading.customer_number,
    "post_to": lambda text: reading.line(text, longest=ADDRESS_LENGTH),
    "note": lambda text: reading.lines(text, longest=NOTE_LENGTH),
}


def read_slip(typed: Mapping[str, str]) -> Slip:
    """Read the controls in keying order; raise SlipRefused with every fault found, not only the first."""
    values: dict[str, Any] = {}
    wrong: dict[str, LazyString] = {}
    for control in CONTROLS:
        text = _text_of(control.name, control.kind, typed)
        try:
            values[control.name] = _read(control.name, control.optional, text)
        except reading.Unreadable as fault:
            wrong[control.name] = fault.words
    if wrong:
        raise SlipRefused(wrong)
    return Slip(**values)


def _text_of(name: str, kind: Kind, typed: Mapping[str, str]) -> str:
    if kind is not Kind.DATE:
        return typed.get(name, "").strip()
    parts = [typed.get(part, "").strip() for part in DATE_PARTS]
    return "/".join(parts) if any(parts) else ""


def _read(name: str, optional: bool, text: str) -> Any:
    if not text:
        if optional:
            return ""
        raise reading.Unreadable(EMPTY.get(name, EMPTY_LINE))
    return READERS.get(name, reading.line)(text)
