"""Signing in: password and one-time code, one neutral answer for whatever was wrong, waits after failures."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

import pyotp
from argon2.exceptions import VerificationError

from admin.sittings import LONGEST, lookup_of
from admin.staff import HASHER, LONGEST_PASSWORD, TOTP_USE, member
from admin.terminals import IN_EVENTS
from intake.alarms import ALARM, SIGN_INS
from intake.audit import write_event
from intake.clock import Clock
from intake.digits import plain_digits
from intake.sealing.lock import unlock
from intake.store.accounts import (
    Account,
    Sitting,
    account,
    account_by_name,
    forget_sittings,
    forget_turns,
    spend_step,
    turn,
)
from intake.store.engine import Store

FREE_FAILURES = 3
FAILURES_TO_ALARM = 5
LONGEST_WAIT = 15 * 60
STEPS = (0, -1, 1)
"""A code is good for its own 30 seconds and the 30 before and after: clocks of phones are never quite right."""

_NO_SECRET = pyotp.random_base32()


class SignInRefused(Exception):
    """Name, password or code is wrong, or the account has to wait. Never says which."""


@dataclass(frozen=True)
class Proof:
    """What somebody typed at the door, and the fingerprint of the terminal, if it is a registered one."""

    username: str
    password: str = field(repr=False)
    code: str = field(repr=False)
    terminal: str = ""


@dataclass(frozen=True)
class Times:
    """The desk's calendar, which a rehearsal may move, and the time of the real world.

    Codes are made by phones that know nothing of a moved calendar; waits and sittings concern people at a
    keyboard. So signing in lives in real time, and only its events carry the desk's.
    """

    desk: Clock
    real: Clock


def sign_in(store: Store, secret: bytes, times: Times, proof: Proof) -> str:
    """The token of a new sitting; SignInRefused otherwise. `secret` is the console's own."""
    now = times.real.now()
    tried = _take_turn(store, proof, now)
    step = _proven(tried, secret, proof, now)
    token = _begin(store, times, tried, step, proof.terminal) if tried and step is not None else None
    if token is None:
        _write_refusal(store, times, tried, proof.terminal)
        raise SignInRefused
    return token


def knows_password(store: Store, times: Times, proof: Proof) -> bool:
    """Whether somebody who sits here knows the own password; counted and delayed like a sign-in, but no code."""
    tried = _take_turn(store, proof, times.real.now())
    if tried is None or not _fits(tried.password_hash, proof.password):
        _write_refusal(store, times, tried, proof.terminal)
        return False
    with store.writing() as session:
        forget_turns(session, tried.id, proof.terminal)
    return True


def wait_after(failures: int) -> timedelta | None:
    """None for the first few, then 2, 4, 8 … seconds more, at most a quarter of an hour."""
    return timedelta(seconds=min(2**failures, LONGEST_WAIT)) if failures > FREE_FAILURES else None


def _take_turn(store: Store, proof: Proof, now: datetime) -> Account | None:
    """Count a try before its password is looked at, so that many at once get no more turns than one by one."""
    with store.writing(events=False) as session:
        found = account_by_name(session, proof.username)
        if found is None or not found.active:
            return None
        here = turn(session, found.id, proof.terminal)
        if here.locked_until and here.locked_until > now:
            return None
        here.failures += 1
        wait = wait_after(here.failures)
        here.locked_until = now + wait if wait else None
    return found


def _proven(tried: Account | None, secret: bytes, proof: Proof, now: datetime) -> int | None:
    """The step of the code when password and code fit. Both are always looked at."""
    nobody = _nobody()  # also for a known name: the first sign-in of a process must not tell by its time either
    password = _fits(tried.password_hash if tried else nobody, proof.password)
    totp = unlock(secret, tried.totp, TOTP_USE).decode() if tried else _NO_SECRET
    step = _step(pyotp.TOTP(totp), plain_digits(proof.code[:40]), now)
    return step if password else None


@cache
def _nobody() -> str:
    """Checked when nobody has the name, so that names can't be told apart by the time an answer takes.

    Made at first use: a hash takes a moment, and most processes that import this sign nobody in.
    """
    return HASHER.hash("nobody signs in with this")


def _fits(digest: str, password: str) -> bool:
    try:
        return HASHER.verify(digest, password[: LONGEST_PASSWORD + 1])
    except VerificationError:
        return False


def _step(totp: pyotp.TOTP, code: str, now: datetime) -> int | None:
    here = totp.timecode(now)
    fitting = [
        here + by for by in STEPS if hmac.compare_digest(totp.generate_otp(here + by).encode(), code.encode())
    ]
    return fitting[0] if fitting else None


def _begin(store: Store, times: Times, tried: Account, step: int, terminal: str) -> str | None:
    """A new token, never one that the browser brought; None when the code was used before."""
    token, now = secrets.token_urlsafe(32), times.real.now()
    with store.writing() as session:
        found = account(session, tried.id)
        if found is None or not spend_step(session, tried.id, step):
            return None
        forget_turns(session, found.id, terminal)
        forget_sittings(session, now - LONGEST)
        sat = Sitting(lookup=lookup_of(token), account_id=found.id, terminal=terminal, started_at=now, seen_at=now)
        session.add(sat)
        here: dict[str, str | int] = {"what": terminal[:IN_EVENTS]} if terminal else {}
        write_event(session, "signed_in", member(found).actor, times.desk.now(), None, account=found.id, **here)
    return token


def _write_refusal(store: Store, times: Times, tried: Account | None, terminal: str) -> None:
    """A wrong try at a real account is worth an event, every fifth in a row an alarm; noise at the door is not."""
    if tried is None:
        return
    with store.writing() as session:
        write_event(session, "sign_in_refused", "console", times.desk.now(), account=tried.id)
        failures = turn(session, tried.id, terminal).failures
        if failures and failures % FAILURES_TO_ALARM == 0:
            at, number = times.desk.now(), tried.id
            write_event(session, ALARM, "console", at, what=SIGN_INS, account=number, count=failures)
