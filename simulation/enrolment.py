"""Enrols the demo's people: at the console by its own functions, at the billing stand-in by its own command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from admin.staff import add_account
from admin.terminals import fingerprint, register_terminal
from intake.clock import Clock
from intake.store.accounts import Role, account_by_name, terminal
from intake.store.engine import Store
from simulation.home import Home, once
from simulation.sign_ins import SignIn

BILLING_ROLES = {"billing_clerk": "clerk", "billing_viewer": "bureau"}


def enrol_at_console(home: Home, store: Store, clock: Clock, people: Iterable[SignIn]) -> None:
    """Accounts and the terminal, where they are missing; the tables have to be there."""
    secret = (home.secrets / "console").read_bytes().strip()
    for person in people:
        with store.reading() as session:
            known = account_by_name(session, person.username)
        if person.of_console and not known:
            role = Role(person.role)
            add_account(store, secret, person.username, role, person.password, person.totp_secret, clock=clock)
    _register_terminal(store, (home.tls / "terminal.pem").read_text(encoding="ascii"), clock)


def enrol_at_billing(home: Home, told: Mapping[str, str], people: Iterable[SignIn]) -> None:
    """Make the billing database with its people in it; `told` is the environment of the billing process."""
    once(home.billing, partial(_make_billing, told, [person for person in people if not person.of_console]))


def _register_terminal(store: Store, certificate: str, clock: Clock) -> None:
    with store.reading() as session:
        known = terminal(session, fingerprint(certificate))
    if not known:
        register_terminal(store, "terminal-1", certificate, clock.now())


def _make_billing(told: Mapping[str, str], people: Iterable[SignIn], database: Path) -> None:
    environment = dict(told) | {"MIZUGUCHI_BILLING_DATABASE_URL": f"sqlite:///{database}"}
    for person in people:
        words = ("-m", "billing", "add-clerk", person.username, "--role", BILLING_ROLES[person.role])
        subprocess.run(  # noqa: S603 -- our own command; the password goes through a pipe
            [sys.executable, *words],
            input=f"{person.password}\n".encode(),
            env=environment,
            cwd=database.parent,
            stdout=subprocess.DEVNULL,
            check=True,
        )
