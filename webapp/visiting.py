"""A browser's visit: it holds a random token; what the token unlocks lies locked in the database."""

from __future__ import annotations

import hmac
import os
import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from intake.sealing.derive import derive
from intake.sealing.lock import lock, lookup, unlock
from intake.store.visits import Visit, visit, whose_visit

USE = "visit"
TRIES = 5


class NoVisit(Exception):
    """This browser has no such visit, or it is over: the cookie was lost, or a day has gone by."""


def new_token() -> bytes:
    """What a browser holds: 128 random bits."""
    return os.urandom(16)


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06}"


def begin_visit(
    session: Session, token: bytes, about: UUID, unlocks: bytes, expires_at: datetime, code: str = ""
) -> Visit:
    """Store a visit. With a code it begins unproven and waits for that code; without, it is proven."""
    row = Visit(
        lookup=lookup(token, USE),
        about=about,
        locked=lock(token, unlocks, USE),
        proven=not code,
        unmasked=False,
        code_check=code_check(token, code) if code else None,
        tries_left=TRIES,
        expires_at=expires_at,
    )
    session.add(row)
    return row


def find_visit(session: Session, token: bytes, at: datetime) -> Visit:
    """The visit of a token; NoVisit when there is none any more."""
    found = visit(session, lookup(token, USE), at)
    if found is None:
        raise NoVisit
    return found


def visited(session: Session, token: bytes, at: datetime) -> UUID:
    """The draft or application of a visit; NoVisit. It is found before the visit: see `intake.store.turns`."""
    about = whose_visit(session, lookup(token, USE), at)
    if about is None:
        raise NoVisit
    return about


def unlocked(token: bytes, row: Visit) -> bytes:
    """What the token unlocks."""
    return unlock(token, row.locked, USE)


def code_check(token: bytes, code: str) -> bytes:
    """A check value of the six digits that can't be tried out without the browser's token."""
    return hmac.new(derive(token, "code"), code.encode(), sha256).digest()


def code_fits(token: bytes, row: Visit, typed: str) -> bool:
    """Whether these are the digits that were mailed."""
    return row.code_check is not None and hmac.compare_digest(row.code_check, code_check(token, typed))
