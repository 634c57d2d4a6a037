"""`mizuguchi console`, `mizuguchi staff`, `mizuguchi terminals`, `mizuguchi stats`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from admin.app import create_app
from admin.desk.figures import FIRST_YEAR, LAST_YEAR, year_of
from admin.handover.commands import handover
from admin.keys.commands import keys
from admin.language import japanese
from admin.pages.here import NAME, Console
from admin.recovering import recover_account
from admin.server import ConsoleServer, make_server, run_until_told, take_over
from admin.settings import console_secret, console_settings
from admin.staff import StaffRefused, add_account, end_account
from admin.telling import report
from admin.terminals import TerminalRefused, register_terminal, revoke_terminal
from intake.clock import SystemClock, clock_of, on_the_wall
from intake.log import logger
from intake.readiness import Readiness
from intake.settings import database_address
from intake.side_door import open_side_door
from intake.starting import REFUSALS, insist_on_tables, starting
from intake.store.accounts import Role, accounts
from intake.store.accounts import terminals as all_terminals
from intake.store.engine import Store


@click.group()
def console() -> None:
    """The console of the call centre."""


@console.command("serve")
def console_serve() -> None:
    """Serve over TLS until told to stop."""
    with starting("console", os.environ):
        settings = console_settings(os.environ)
        insist_on_tables(Store(settings.database), "console")
        app = create_app(settings)
        server = make_server(app, settings)
        here: Console = app.extensions[NAME]
        open_side_door(os.environ, Readiness(here.store, os.environ), here.meters)
    logger("console").info("started", pid=os.getpid(), port=settings.port)
    run_until_told(server, lambda: _read_anew(server, here))


def _read_anew(server: ConsoleServer, before: Console) -> None:
    """Town, certificates, secrets and keys, if all of them can be used; the connections to the database stay."""
    try:
        settings = console_settings(os.environ)
        take_over(server, create_app(settings, before=before), settings)
    except REFUSALS as problem:
        logger("console").error("reload refused", kind=type(problem).__name__, trouble=str(problem))
    else:
        logger("console").info("reloaded")


@click.group()
def staff() -> None:
    """Accounts of the console."""


@staff.command("add")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
def staff_add(username: str, role: str) -> None:
    """Add an account. The password comes from standard input; the TOTP secret is printed this once."""
    try:
        secret = add_account(
            _store(), console_secret(os.environ), username, Role(role), _password(), clock=_clock()
        )
    except StaffRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{username} may sign in as {role}.")
    click.echo(f"TOTP secret, shown only now: {secret}")


@staff.command("end")
@click.argument("username")
def staff_end(username: str) -> None:
    """Bar an account for good and sign it out everywhere."""
    try:
        end_account(_store(), username, _clock())
    except StaffRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{username} can't sign in any more.")


@staff.command("list")
def staff_list() -> None:
    """All accounts, with the number by which events name them."""
    with _store().reading() as session:
        for row in accounts(session):
            click.echo(f"{row.role} {row.id}\t{row.username}\t{'active' if row.active else 'ended'}")


@staff.command("recover")
@click.argument("username")
def staff_recover(username: str) -> None:
    """Give an account a new password and TOTP secret, both printed this once, and sign it out everywhere."""
    try:
        made = recover_account(_store(), console_secret(os.environ), username, _clock())
    except StaffRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"Password, to be changed at the first sign-in: {made.password}")
    click.echo(f"TOTP secret, shown only now: {made.totp_secret}")


@click.command()
@click.option("--year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), required=True)
def stats(year: int) -> None:
    """The year's receptions by procedure, as the board is shown them. Needs no key and prints no personal data."""
    for line in report(year_of(_store(), year), lambda text: text.say(japanese())):
        click.echo(line)


@click.group()
def terminals() -> None:
    """Terminals that may speak with the console."""


@terminals.command("register")
@click.argument("name")
@click.argument("certificate", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def terminals_register(name: str, certificate: Path) -> None:
    """Let the terminal in that holds this client certificate (PEM)."""
    try:
        mark = register_terminal(_store(), name, certificate.read_text("ascii"), _clock().now())
    except (TerminalRefused, UnicodeDecodeError) as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{name} is registered, SHA-256 {mark}")


@terminals.command("revoke")
@click.argument("name")
def terminals_revoke(name: str) -> None:
    """Shut a terminal out; the next request with its certificate is refused."""
    try:
        count = revoke_terminal(_store(), name, _clock().now())
    except TerminalRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    click.echo(f"{name} is revoked ({count}).")


@terminals.command("list")
def terminals_list() -> None:
    """All terminals that were ever registered."""
    with _store().reading() as session:
        for row in all_terminals(session):
            until = f"revoked {on_the_wall(row.revoked_at):%Y-%m-%d %H:%M}" if row.revoked_at else "valid"
            click.echo(f"{row.name}\t{row.fingerprint}\t{until}")


def _store() -> Store:
    return Store(database_address(os.environ))


def _clock() -> SystemClock:
    return clock_of(os.environ)


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


COMMANDS = (console, staff, terminals, stats, keys, handover)
