"""A new password and a new one-time secret for somebody who has lost them, told once and to be changed at once."""

from __future__ import annotations

import secrets
from base64 import b32encode
from dataclasses import dataclass, field

import pyotp

from admin.staff import HASHER, TOTP_USE, StaffRefused, check_password
from intake.audit import write_event
from intake.clock import Clock
from intake.sealing.lock import lock
from intake.store.accounts import account, account_by_name, end_sittings, forget_turns
from intake.store.engine import Store


@dataclass(frozen=True)
class Fresh:
    """What a person needs to sign in for the first time. It is shown once and kept nowhere."""

    username: str
    password: str = field(repr=False)
    totp_secret: str = field(repr=False)


def fresh(username: str) -> Fresh:
    """A made-up password (80 random bits in groups that can be typed) and a new secret for one-time codes."""
    letters = b32encode(secrets.token_bytes(10)).decode().lower()
    password = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
    return Fresh(username, password, pyotp.random_base32())


def recover_account(store: Store, secret: bytes, username: str, clock: Clock, actor: str = "housekeeper") -> Fresh:
    """Replace both, forgive failures and end every sitting; StaffRefused when nobody of that name may sign in."""
    made = fresh(username)
    digest, locked = HASHER.hash(made.password), lock(secret, made.totp_secret.encode(), TOTP_USE)
    with store.writing() as session:
        row = account_by_name(session, username)
        if row is None or not row.active:
            raise StaffRefused(f"There is no active account with the user name {username}.")
        row.password_hash, row.totp, row.to_change = digest, locked, True
        end_sittings(session, row.id)
        forget_turns(session, row.id)
        write_event(session, "staff_recovered", actor, clock.now(), account=row.id, role=row.role)
    return made


def change_password(store: Store, account_id: int, here: bytes, password: str, clock: Clock) -> None:
    """Take a password that the person has chosen, and end the person's other sittings than `here`.

    StaffRefused for one that is too short.
    """
    check_password(password)
    digest = HASHER.hash(password)
    with store.writing() as session:
        row = account(session, account_id)
        if row is None or not row.active:
            raise StaffRefused("The account has ended.")
        row.password_hash, row.to_change = digest, False
        end_sittings(session, row.id, but=here)
        write_event(session, "password_changed", f"{row.role} {row.id}", clock.now(), account=row.id)
