"""The commands of the billing room: `billing serve` and `billing add-clerk`."""

import sys

import click

from billing.app import create_app, utc_now
from billing.database import Database
from billing.schema import bring_up_to_date
from billing.server import make_server, run_until_told
from billing.settings import BillingSettings, SettingsRefused
from billing.staff import Role, StaffRefused, add_person


@click.group("billing")
def group() -> None:
    """The stand-in for the closed billing system."""


@group.command()
def serve() -> None:
    """Bring the tables up to date, then serve over TLS until SIGTERM."""
    settings = _settings()
    database = Database(settings.database_url)
    bring_up_to_date(database)
    database.close()
    try:
        server = make_server(create_app(settings), settings)
    except OSError as fault:
        raise click.ClickException(f"The certificate and its key cannot be used ({fault}).") from None
    click.echo(f"The billing system (stand-in) listens on https://{settings.host}:{settings.port}")
    try:
        run_until_told(server)
    except OSError as fault:
        raise click.ClickException(f"The port cannot be used ({fault}).") from None


@group.command("add-clerk")
@click.argument("username")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.CLERK.value)
def add_clerk(username: str, role: str) -> None:
    """Add a person; the password is read from standard input, never from the command line."""
    database = Database(_settings().database_url)
    bring_up_to_date(database)
    try:
        with database.writing() as session:
            add_person(session, username, _password(), Role(role), utc_now())
    except StaffRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    finally:
        database.close()
    click.echo(f"{username} may sign in now as {role}.")


def _settings() -> BillingSettings:
    try:
        return BillingSettings.from_environment()
    except SettingsRefused as refusal:
        raise click.ClickException(str(refusal)) from None


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


COMMANDS = (group,)
