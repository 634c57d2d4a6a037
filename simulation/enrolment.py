"""Enrols the demo's people at the console and at the billing stand-in, by the functions of those rooms."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from admin.staff import TOTP_USE, add_account
from admin.terminals import fingerprint, register_terminal
from billing.database import Database
from billing.schema import bring_up_to_date
from billing.staff import Role as BillingRole
from billing.staff import add_person
from billing.tables import Staff
from intake.clock import Clock
from intake.sealing.lock import WrongSecret, unlock
from intake.store.accounts import Role, account_by_name, terminal
from intake.store.engine import Store
from simulation.home import Home
from simulation.sign_ins import SignIn

BILLING_ROLES = {"billing_clerk": BillingRole.CLERK, "billing_viewer": BillingRole.BUREAU}


class OtherHome(Exception):
    """The accounts in a database were made by another home, whose sign-ins this one does not know."""


def enrol_at_console(home: Home, store: Store, clock: Clock, people: Iterable[SignIn]) -> None:
    """Accounts and the terminal, where they are missing; the tables have to be there. OtherHome."""
    secret = (home.secrets / "console").read_bytes().strip()
    for person in people:
        with store.reading() as session:
            known = account_by_name(session, person.username)
        if person.of_console and known:
            _insist_on_our_own(secret, known.totp)
        if person.of_console and not known:
            role = Role(person.role)
            add_account(store, secret, person.username, role, person.password, person.totp_secret, clock=clock)
    _register_terminal(store, (home.tls / "terminal.pem").read_text(encoding="ascii"), clock)


def _insist_on_our_own(secret: bytes, totp: bytes) -> None:
    """What the console locks, another console's secret does not open."""
    try:
        unlock(secret, totp, TOTP_USE)
    except WrongSecret:
        raise OtherHome from None


def enrol_at_billing(home: Home, clock: Clock, people: Iterable[SignIn]) -> None:
    """The tables of billing's own database, and its people, where they are missing."""
    database = Database(f"sqlite:///{home.billing}")
    bring_up_to_date(database)
    for person in people:
        with database.writing() as session:
            known = session.scalar(select(Staff.id).where(Staff.username == person.username))
            if not person.of_console and not known:
                add_person(session, person.username, person.password, BILLING_ROLES[person.role], clock.now())
    database.close()


def _register_terminal(store: Store, certificate: str, clock: Clock) -> None:
    with store.reading() as session:
        known = terminal(session, fingerprint(certificate))
    if not known:
        register_terminal(store, "terminal-1", certificate, clock.now())
