"""The members of staff: who they are, and how they get an account."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyotp
from argon2 import PasswordHasher

from intake.audit import write_event
from intake.clock import Clock, SystemClock
from intake.sealing.lock import lock
from intake.store.accounts import Account, Role, account_by_name, end_sittings
from intake.store.engine import Store

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200
TOTP_USE = "totp"
HASHER = PasswordHasher()
"""argon2id with the library's parameters, which follow RFC 9106."""

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


class StaffRefused(ValueError):
    """An account can't be made or ended; says why, and holds no password."""


@dataclass(frozen=True)
class Member:
    """A member of staff at work; `to_change` until a password that somebody else made is changed."""

    id: int
    username: str
    role: Role
    to_change: bool = False

    @property
    def actor(self) -> str:
        """How the audit chain names this person: "clerk 3"."""
        return f"{self.role.value} {self.id}"

    @property
    def supervises(self) -> bool:
        """Whether this person may do what a supervisor may."""
        return self.role is Role.SUPERVISOR


def member(account: Account) -> Member:
    """The person behind an account."""
    return Member(account.id, account.username, Role(account.role), account.to_change)


def add_account(
    store: Store,
    secret: bytes,
    username: str,
    role: Role,
    password: str,
    totp_secret: str | None = None,
    *,
    clock: Clock | None = None,
    actor: str = "housekeeper",
    to_change: bool = False,
) -> str:
    """Add an account and return its TOTP secret (base32), which is told once and then only kept locked.

    `secret` is the console's own; `to_change` makes the person change the password first.
    StaffRefused for an unusable or taken user name or a short password.
    """
    totp_secret = totp_secret or pyotp.random_base32()
    check_username(username)
    check_password(password)
    digest, locked = HASHER.hash(password), lock(secret, totp_secret.encode(), TOTP_USE)
    with store.writing() as session:
        if account_by_name(session, username):
            raise StaffRefused(f"There is already an account with the user name {username}.")
        row = Account(username=username, role=role.value, password_hash=digest, totp=locked, to_change=to_change)
        session.add(row)
        session.flush()
        at = (clock or SystemClock()).now()
        write_event(session, "staff_added", actor, at, account=row.id, role=row.role)
    return totp_secret


def end_account(store: Store, username: str, clock: Clock, actor: str = "housekeeper") -> None:
    """Bar an account for good and sign it out everywhere; StaffRefused when there is none of that name."""
    with store.writing() as session:
        row = account_by_name(session, username)
        if row is None:
            raise StaffRefused(f"There is no account with the user name {username}.")
        row.active = False
        end_sittings(session, row.id)
        write_event(session, "staff_ended", actor, clock.now(), account=row.id, role=row.role)


def check_username(username: str) -> None:
    """StaffRefused for what can't be a user name."""
    if not _USERNAME.fullmatch(username):
        raise StaffRefused("A user name has 2 to 32 of the characters a-z 0-9 . _ - and begins with a-z or 0-9.")


def check_password(password: str) -> None:
    """StaffRefused for a password that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise StaffRefused(f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.")
