"""The reference of an application: nine random digits and a Damm check digit, shown as 412-070-395-7."""

from __future__ import annotations

import re
import secrets

from stdnum import damm

from intake.digits import plain_digits

_SHAPE = re.compile(r"[1-9]\d{9}")


class WrongReference(ValueError):
    """Not ten digits, or the check digit does not fit."""


def new_reference() -> str:
    """Ten digits, the first not zero; says nothing about how many applications there are."""
    digits = str(secrets.randbelow(900_000_000) + 100_000_000)
    return digits + str(damm.calc_check_digit(digits))


def shown(reference: str) -> str:
    """In groups, for people."""
    return "-".join((reference[:3], reference[3:6], reference[6:9], reference[9:]))


def read_reference(typed: str) -> str:
    """Ten digits from any width and hyphens; WrongReference when the check digit does not fit."""
    digits = plain_digits(typed[:60])
    if not _SHAPE.fullmatch(digits) or not damm.is_valid(digits):
        raise WrongReference
    return digits
