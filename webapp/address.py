"""E-mail addresses: one @, ASCII, no more checks than delivery needs. Old carrier addresses are welcome."""

from __future__ import annotations

import re
import unicodedata

from intake.text import N_, Text

LONGEST = 254
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


class WrongAddress(ValueError):
    """Not an address that mail can be sent to; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__("not an e-mail address")
        self.text = text


def read_address(typed: str) -> str:
    """The address in ASCII (full width is read too); WrongAddress otherwise. Dots may stand anywhere."""
    address = unicodedata.normalize("NFKC", typed[: LONGEST * 2]).strip()
    if not address:
        raise WrongAddress(N_("Enter your e-mail address."))
    local, _, domain = address.rpartition("@")
    if address.count("@") != 1:
        raise WrongAddress(N_("The e-mail address needs one “@”, for example name@example.jp."))
    if len(address) > LONGEST or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise WrongAddress(N_("Check the e-mail address. It looks like name@example.jp."))
    return f"{local}@{domain.lower()}"


def masked(address: str) -> str:
    """t***@example.jp: enough to recognise one's own."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"
