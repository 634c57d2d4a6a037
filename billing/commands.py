"""The commands of the billing room: `billing serve` and `billing add-clerk`."""

import sys

import click
from alembic.util import CommandError

from billing.app import create_app, utc_now
from billing.closing_off import NotClosedOff, shut_memory
from billing.database import Database
from billing.log import keep_quiet, write_fault, write_line
from billing.schema import bring_up_to_date
from billing.server import ClosedNetworkServer, make_door, make_server, run_until_told
from billing.settings import BillingSettings, SettingsRefused
from billing.staff import Role, StaffRefused, add_person


@click.group("billing")
def group() -> None:
    """The stand-in for the closed billing system."""


@group.command()
def serve() -> None:
    """Bring the tables up to date, then serve over TLS until SIGTERM."""
    shut_memory()
    keep_quiet()
    settings = _settings()
    try:
        database = Database(settings.database_url)
        bring_up_to_date(database)
        database.close()
    except CommandError:
        raise click.ClickException("The tables are newer than this program. Install the newer one.") from None
    try:
        server = make_server(create_app(settings), settings)
    except OSError as fault:
        raise click.ClickException(f"The certificate and its key cannot be used ({fault}).") from None
    write_line("started", port=settings.port)
    try:
        run_until_told(server, lambda: _read_anew(server))
    except OSError as fault:
        raise click.ClickException(f"The port cannot be used ({fault}).") from None


def _read_anew(server: ClosedNetworkServer) -> None:
    """Take over certificate and secret, if they can be used; a request under way ends as it began."""
    try:
        settings = BillingSettings.from_environment()
        server.ssl_adapter, server.wsgi_app = make_door(settings), create_app(settings)
    except (SettingsRefused, NotClosedOff, OSError) as fault:
        write_fault("reload", fault)
    else:
        write_line("reloaded")


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
    except (SettingsRefused, NotClosedOff) as refusal:
        raise click.ClickException(str(refusal)) from None


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


COMMANDS = (group,)
