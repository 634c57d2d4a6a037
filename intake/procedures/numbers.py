"""Fields of digits: postal code, phone, customer number. Any width and any hyphen is welcome."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from intake.digits import plain_digits
from intake.places import place_of
from intake.procedures.field import LONGEST_CONTROL, Field, Problem, Reading, Situation
from intake.text import N_, Text

POSTAL_CODE = 7
_NO_TOWN = N_("This postal code names no town. Please choose the town.")
_INLAND = re.compile(r"0\d{9,10}")
_ABROAD = re.compile(r"\+\d{7,15}")
_TRUNK_ZERO = re.compile(r"\+810")
"""+81 (0)90…: the zero is dialled inside Japan only."""


def only_digits(text: str) -> bool:
    """Whether a text is made of ASCII digits."""
    return text.isascii() and text.isdigit()


@dataclass(frozen=True, kw_only=True)
class PostalCodeField(Field):
    """A Japanese postal code, stored as seven digits. `in_area` keeps it to the service area.

    `fills` names the field of the same page that the code can fill in: the town, or the beginning of an address.
    """

    kind: ClassVar[str] = "postal_code"
    in_area: bool = False
    fills: str

    def parse(self, text: str, situation: Situation) -> Reading:
        """Seven digits; a problem for another count, an unknown code or another town's code."""
        code = plain_digits(text).removeprefix("〒")
        if not only_digits(code) or len(code) != POSTAL_CODE:
            count = sum(character.isdigit() for character in code)
            return self.wrong(N_("The postal code has 7 digits. You entered %(count)s.", count=count))
        return self._inside(code, situation) if self.in_area else Reading(code)

    def _inside(self, code: str, situation: Situation) -> Reading:
        place = place_of(code)
        if place is None:
            return self.wrong(N_("This postal code is unknown. Leave it blank and select the town instead."))
        if place.municipality != situation.town.municipality:
            return self.wrong(
                N_(
                    "%(code)s belongs to %(elsewhere)s. We accept places in our own city only.",
                    code=f"{code[:3]}-{code[3:]}",
                    elsewhere=place.city_text,
                )
            )
        return Reading(code)

    def shown(self, value: str) -> Text:
        """With a hyphen after the third digit."""
        return Text("%(value)s", {"value": f"{value[:3]}-{value[3:]}" if value else ""})

    def found(self, typed: Mapping[str, str], situation: Situation) -> dict[str, str] | Problem:
        """What the typed code says of the field that it fills; a problem where it says nothing.

        An address that somebody has begun to type is left as it is.
        """
        code = typed.get(self.name, "")[:LONGEST_CONTROL].strip()
        reading = self.parse(code, situation) if code else self.wrong(self.empty_text())
        if reading.problem:
            return reading.problem
        place = place_of(reading.value)
        if place is None:
            return Problem(self.name, N_("This postal code is unknown. Please type the address."))
        if self.in_area:
            return {self.fills: place.town} if place.town else Problem(self.name, _NO_TOWN)
        return {} if typed.get(self.fills, "").strip() else {self.fills: place.in_one_line}


@dataclass(frozen=True, kw_only=True)
class PhoneField(Field):
    """A phone number: 10 or 11 digits from 0, or + and 7 to 15 digits. Stored without hyphens."""

    kind: ClassVar[str] = "phone"

    def parse(self, text: str, situation: Situation) -> Reading:  # noqa: ARG002 - same everywhere
        """The digits; a problem that counts them where they don't fit."""
        number = _TRUNK_ZERO.sub("+81", plain_digits(text))
        if _INLAND.fullmatch(number) or _ABROAD.fullmatch(number):
            return Reading(number)
        count = sum(character.isdigit() for character in number)
        return self.wrong(
            N_(
                "%(label)s: enter 10 or 11 digits with the area code, or + and the country code. You entered"
                " %(count)s.",
                label=self.label,
                count=count,
            )
        )

    def empty_text(self) -> Text:
        """Whoever asked for calls and gave no number may change either."""
        if self.required_when is None:
            return super().empty_text()
        return N_("Enter a phone number, or choose to be contacted by e-mail.")


@dataclass(frozen=True, kw_only=True)
class CustomerNumberField(Field):
    """The number on the meter reader's slip or the door sticker; always optional."""

    kind: ClassVar[str] = "digits"

    def parse(self, text: str, situation: Situation) -> Reading:
        """As many digits as the town's numbers have."""
        number, length = plain_digits(text).removeprefix("No"), situation.town.customer_number_digits
        if only_digits(number) and len(number) == length:
            return Reading(number)
        return self.wrong(
            N_(
                "The customer number has %(length)s digits. Leave it blank if you don't know it.",
                length=length,
            )
        )
