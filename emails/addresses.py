"""Addresses on the wire: what old phones were given needs quotes there (RFC 5321 4.1.2)."""

from __future__ import annotations

import re

LONGEST = 254
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_DOTS_OUT_OF_PLACE = re.compile(r"^\.|\.\.|\.$")


class NotAnAddress(ValueError):
    """A text that no mail can go to: a second line, a second address, a space. It holds nothing of the text."""


def on_the_wire(address: str) -> str:
    """`"a..b"@docomo.ne.jp` for `a..b@docomo.ne.jp`, others as they are; NotAnAddress for anything else."""
    local, _, domain = address.rpartition("@")
    if len(address) > LONGEST or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        raise NotAnAddress
    return f'"{local}"@{domain}' if _DOTS_OUT_OF_PLACE.search(local) else address
