"""The people of the billing system: who may sign in, and with what right."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from billing.tables import Staff

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
_hasher = PasswordHasher()


class Role(StrEnum):
    """A clerk types and compares; the bureau may only look."""

    CLERK = "clerk"
    BUREAU = "bureau"


class StaffRefused(ValueError):
    """A person cannot be added; the text says why and holds no password."""


@dataclass(frozen=True)
class Person:
    """A person who is signed in. A session is good as long as its `generation` is."""

    id: int
    username: str
    role: Role
    generation: int

    @property
    def is_clerk(self) -> bool:
        """Whether this person may change anything."""
        return self.role is Role.CLERK


def add_person(session: Session, username: str, password: str, role: Role, now: datetime) -> None:
    """Add a person; raise StaffRefused for an unusable or taken name or a password that is too short."""
    if not _USERNAME.fullmatch(username):
        raise StaffRefused("A user name has 2 to 32 of the characters a-z 0-9 . _ - and begins with a-z or 0-9.")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise StaffRefused(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
    if session.scalar(select(Staff.id).where(Staff.username == username)) is not None:
        raise StaffRefused(f"There is already a person with the user name {username}.")
    digest = _hasher.hash(password)
    session.add(Staff(username=username, role=role.value, password_hash=digest, generation=0, created_at=now))


def find_by_password(session: Session, username: str, password: str) -> Person | None:
    """Find the person whom name and password belong to; wrong name and wrong password take the same time."""
    row = session.scalar(select(Staff).where(Staff.username == username))
    nobody = _nobody()  # also for a known name: the first sign-in of a process must not tell by its time either
    try:
        _hasher.verify(row.password_hash if row else nobody, password)
    except VerificationError:
        return None
    return _person(row) if row else None


def find_by_session(session: Session, staff_id: int, generation: int) -> Person | None:
    """Find the person of a session, or nobody when that session was ended by a sign-out."""
    row = session.get(Staff, staff_id)
    return _person(row) if row and row.generation == generation else None


def end_sessions(session: Session, staff_id: int) -> None:
    """Make every session of a person worthless, also those a copied cookie would continue."""
    session.execute(update(Staff).where(Staff.id == staff_id).values(generation=Staff.generation + 1))


@cache
def _nobody() -> str:
    """Checked when nobody has the name, so that a stranger cannot tell names apart by the time an answer takes.

    Made at first use: a hash takes a moment, and most processes that import this sign nobody in.
    """
    return _hasher.hash("nobody signs in with this")


def _person(row: Staff) -> Person:
    return Person(row.id, row.username, Role(row.role), row.generation)
