"""What a browser holds: in its one cookie, a random token for each draft or My Page that it has open."""

from __future__ import annotations

import base64
from uuid import UUID

from flask import session

from webapp.visiting import NoVisit

OPEN_AT_ONCE = 6
_SHORT = 8


def short(about: UUID) -> str:
    """The part of a random id that stands in addresses; worth nothing without the cookie."""
    return about.hex[:_SHORT]


def hold(kind: str, about: UUID, token: bytes) -> str:
    """Keep a token in the cookie; the oldest makes room. Returns the part for the address."""
    held = dict(session.get(kind, {}))
    held.pop(short(about), None)
    held[short(about)] = base64.b64encode(token).decode()
    session[kind] = dict(list(held.items())[-OPEN_AT_ONCE:])
    session.permanent = True
    return short(about)


def held(kind: str, which: str) -> bytes:
    """The token for an address; NoVisit when this browser holds none."""
    tokens: dict[str, str] = session.get(kind, {})
    if which not in tokens:
        raise NoVisit
    return base64.b64decode(tokens[which])


def holds(kind: str, which: str) -> bool:
    """Whether this browser holds a token for an address; the visit may be over nevertheless."""
    return which in session.get(kind, {})


def all_held(kind: str) -> dict[str, bytes]:
    """Every token of a kind, by the part for the address."""
    return {which: base64.b64decode(token) for which, token in session.get(kind, {}).items()}


def let_go(kind: str, which: str) -> None:
    """Forget a token."""
    session[kind] = {name: token for name, token in session.get(kind, {}).items() if name != which}
