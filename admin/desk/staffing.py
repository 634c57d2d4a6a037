"""What a supervisor may do with the accounts of the centre: add, recover, end, give another role.

Nobody changes the own account, so a supervisor always remains; accounts of the city are the city's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from admin.desk.refusals import NotYours, Unknown
from admin.recovering import Fresh, fresh, recover_account
from admin.staff import Member, add_account, end_account
from intake.audit import write_event
from intake.clock import Clock
from intake.store.accounts import Account, Role, account, accounts, end_sittings
from intake.store.engine import Store

CENTRE = (Role.CLERK, Role.SUPERVISOR)
"""Roles that a supervisor can give."""


def staff_list(store: Store) -> Sequence[Account]:
    """Everybody, those who may sign in first."""
    with store.reading() as session:
        return sorted(accounts(session), key=lambda each: (not each.active, each.username))


def hire(store: Store, secret: bytes, clock: Clock, who: Member, username: str, role: str) -> Fresh:
    """Add an account; StaffRefused for an unusable or taken name, NotYours for a role of the city."""
    if role not in CENTRE:
        raise NotYours
    made = fresh(username)
    add_account(
        store,
        secret,
        username,
        Role(role),
        made.password,
        made.totp_secret,
        clock=clock,
        actor=who.actor,
        to_change=True,
    )
    return made


def recover(store: Store, secret: bytes, clock: Clock, who: Member, account_id: int) -> Fresh:
    """A new password and secret for a colleague."""
    with store.reading() as session:
        username = _colleague(session, who, account_id).username
    return recover_account(store, secret, username, clock, who.actor)


def end(store: Store, clock: Clock, who: Member, account_id: int) -> None:
    """Bar a colleague for good."""
    with store.reading() as session:
        username = _colleague(session, who, account_id).username
    end_account(store, username, clock, who.actor)


def give_role(store: Store, clock: Clock, who: Member, account_id: int, role: str) -> None:
    """Make a clerk a supervisor, or the other way round; the colleague has to sign in again."""
    if role not in CENTRE:
        raise NotYours
    with store.writing() as session:
        row = _colleague(session, who, account_id)
        row.role = Role(role).value
        end_sittings(session, row.id)
        write_event(session, "staff_role", who.actor, clock.now(), account=row.id, role=row.role)


def _colleague(session: Session, who: Member, account_id: int) -> Account:
    row = account(session, account_id)
    if row is None or not row.active:
        raise Unknown
    if row.id == who.id or row.role not in CENTRE:
        raise NotYours
    return row
