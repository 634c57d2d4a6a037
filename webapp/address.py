"""E-mail addresses: one @, ASCII, no more checks than delivery needs. Old carrier addresses are welcome."""

from __future__ import annotations

import re
import string
import unicodedata

from intake.text import N_, Text
from webapp.address_hints import meant
from webapp.characters import named
from webapp.punycode import undone

LONGEST = 254
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_IN_LOCAL = frozenset(string.ascii_letters + string.digits + ".!#$%&'*+/=?^_`{|}~-")
_IN_DOMAIN = frozenset(string.ascii_letters + string.digits + ".-")
_DOMAIN = re.compile(r"(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")


class WrongAddress(ValueError):
    """Not an address that mail can be sent to; `text` says what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__("not an e-mail address")
        self.text = text


def read_address(typed: str) -> str:
    """The address in ASCII (full width is read too); WrongAddress otherwise. Dots may stand anywhere."""
    address = plainly(typed)
    if not address:
        raise WrongAddress(N_("Enter your e-mail address."))
    local, _, domain = address.rpartition("@")
    if address.count("@") != 1:
        raise WrongAddress(N_("The e-mail address needs one “@”, for example name@example.jp."))
    _refuse_strangers(address)
    if len(address) > LONGEST or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise WrongAddress(N_("Check the e-mail address. It looks like name@example.jp."))
    return f"{local}@{domain.lower()}"


def suggestion(typed: str) -> str | None:
    """The address that was meant, when the domain looks like a slip of a well-known one; None otherwise.

    Also for what can't be delivered as typed, such as hanako@gmail,com. It is only ever asked, never put in place.
    """
    local, _, domain = plainly(typed).rpartition("@")
    known = meant(domain.lower())
    try:
        return read_address(f"{local}@{known}") if known else None
    except WrongAddress:
        return None


def plainly(typed: str) -> str:
    """As people see it: full width becomes ASCII, and what a browser has made of look-alikes is undone.

    What is far too long is cut to what is still too long, never to another address.
    """
    local, at, domain = unicodedata.normalize("NFKC", typed.strip()[: LONGEST * 2]).rpartition("@")
    return local + at + undone(domain)


def _refuse_strangers(address: str) -> None:
    """Name the first character that can't stand where it stands: it may look exactly like one that can."""
    at = address.index("@")
    allowed = (_IN_LOCAL, {"@"}, _IN_DOMAIN)
    for place, character in enumerate(address):
        if character not in allowed[(place >= at) + (place > at)]:
            raise WrongAddress(_stranger(place + 1, character))


def _stranger(place: int, character: str) -> Text:
    return N_(
        "Character %(place)s of the e-mail address can't be used: %(character)s. Type it again in plain letters.",
        place=place,
        character=named(character),
    )


def masked(address: str) -> str:
    """t***@example.jp: enough to recognise one's own."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}***@{domain}"
