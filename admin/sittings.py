"""Sittings: how long somebody stays signed in. The browser holds a random token, the database what finds it."""

from __future__ import annotations

from datetime import datetime, timedelta

from admin.staff import Member, member
from intake.audit import write_event
from intake.sealing.lock import lookup
from intake.store.accounts import Sitting, account, end_sitting, end_sittings, sitting
from intake.store.engine import Store

IDLE = timedelta(minutes=20)
LONGEST = timedelta(hours=9)
SEEN_AGAIN = timedelta(minutes=1)
"""A sitting's last use is written down at most once a minute."""


def lookup_of(token: str) -> bytes:
    """What the database keeps of a token."""
    return lookup(token.encode(), "sitting")


def who_sits(store: Store, token: str, terminal: str, now: datetime, *, attended: bool = True) -> Member | None:
    """The member of staff whose token this is; None when the sitting is over or the account barred.

    None also at another terminal than the one where it began; there it goes on undisturbed. What a page asks by
    itself, with nobody attending, does not keep the sitting alive.
    """
    with store.reading() as session:
        found = sitting(session, lookup_of(token))
        owner = account(session, found.account_id) if found else None
    if found is None or owner is None or not owner.active or found.terminal != terminal:
        return None
    if _over(found, now):
        _end(store, token)
        return None
    if attended and now - found.seen_at >= SEEN_AGAIN:
        _seen(store, token, now)
    return member(owner)


def sits_elsewhere(store: Store, token: str, terminal: str) -> bool:
    """Whether this token belongs to a sitting that began at another terminal."""
    with store.reading() as session:
        found = sitting(session, lookup_of(token))
        return found is not None and found.terminal != terminal


def owner_of(store: Store, token: str) -> int | None:
    """Whose token this is, also when the sitting is over; None once it is forgotten."""
    with store.reading() as session:
        found = sitting(session, lookup_of(token))
        return found.account_id if found else None


def sign_out(store: Store, token: str, who: Member, at: datetime, *, everywhere: bool = False) -> None:
    """End this sitting, or all of the person's. `at` is the desk's time, for the event."""
    with store.writing() as session:
        if everywhere:
            end_sittings(session, who.id)
        else:
            end_sitting(session, lookup_of(token))
        write_event(session, "signed_out", who.actor, at, account=who.id)


def _over(found: Sitting, now: datetime) -> bool:
    return now - found.seen_at >= IDLE or now - found.started_at >= LONGEST


def _end(store: Store, token: str) -> None:
    with store.writing(events=False) as session:
        end_sitting(session, lookup_of(token))


def _seen(store: Store, token: str, now: datetime) -> None:
    with store.writing(events=False) as session:
        if again := sitting(session, lookup_of(token)):
            again.seen_at = now
