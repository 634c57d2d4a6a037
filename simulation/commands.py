"""The rehearsal's commands: a whole demo on one machine, and the mailbox that it uses."""

from __future__ import annotations

import os
from pathlib import Path

import click

from intake.refusals import StartRefused
from intake.settings import private_file, required, required_file, secret_from_file
from intake.town import SHIPPED, TownUnreadable, read_town
from simulation.home import AnotherDemo, Home
from simulation.ports import Ports

LAST_BASE_PORT = 65530


@click.command()
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), default=Path("var"), show_default=True)
@click.option("--base-port", type=click.IntRange(1024, LAST_BASE_PORT), default=8443, show_default=True)
@click.option("--ready-file", type=click.Path(dir_okay=False, path_type=Path), help="Written when all answer.")
@click.option("--terminals", is_flag=True, help="The console asks for the terminal's certificate.")
@click.option("--clock-offset", type=int, default=0, metavar="SECONDS", help="Live on another day.")
@click.option("--database", metavar="URL", help="A PostgreSQL database as its owner, instead of a file.")
@click.option("--town", type=click.Path(dir_okay=False, path_type=Path), default=SHIPPED, metavar="FILE")
def demo(
    home: Path,
    base_port: int,
    ready_file: Path | None,
    terminals: bool,
    clock_offset: int,
    database: str | None,
    town: Path,
) -> None:
    """Make a demo in a folder of its own and run it until Ctrl-C; started again, it goes on where it was.

    --database takes an empty database with the roles that `mizuguchi roles` prints, on a server that lets them in
    without a password; each process then has its own rights. --town takes another town's file, for all processes.
    """
    # Here, so that the other commands start without the rooms a demo needs.
    from intake.store.guarding import DatabaseUnfit  # noqa: PLC0415 -- see above
    from simulation.demo import Demo, NoDatabase, server_at  # noqa: PLC0415 -- see above
    from simulation.supervisor import DiesTooOften  # noqa: PLC0415 -- see above
    from simulation.watching import CannotRun, run  # noqa: PLC0415 -- see above

    try:
        asked = Demo(
            Home(home.resolve()),
            Ports.counted_from(base_port),
            terminals,
            clock_offset,
            ready_file,
            town.resolve(),
            server_at(database) if database else None,
        )
        read_town(asked.town)
        run(asked, click.echo)
    except AnotherDemo as another:
        raise click.ClickException(f"Another demo runs in {another}.") from None
    except (CannotRun, DiesTooOften, TownUnreadable, NoDatabase, DatabaseUnfit) as trouble:
        raise click.ClickException(str(trouble)) from None


@click.group()
def mailbox() -> None:
    """The residents' mail provider, played on this machine."""


@mailbox.command("serve")
def mailbox_serve() -> None:
    """Receive mails and show them on a page, until SIGTERM or Ctrl-C."""
    # Here, so that the other commands start without a mail server.
    from simulation.mailbox.serving import MailboxSettings, serve  # noqa: PLC0415 -- see above

    try:
        settings = MailboxSettings(
            folder=Path(required(os.environ, "MIZUGUCHI_MAILBOX_FOLDER")),
            host=required(os.environ, "MIZUGUCHI_MAILBOX_HOST"),
            smtp_port=int(required(os.environ, "MIZUGUCHI_MAILBOX_SMTP_PORT")),
            http_port=int(required(os.environ, "MIZUGUCHI_MAILBOX_HTTP_PORT")),
            certificate=required_file(os.environ, "MIZUGUCHI_MAILBOX_CERTIFICATE"),
            private_key=private_file(os.environ, "MIZUGUCHI_MAILBOX_PRIVATE_KEY"),
            username=required(os.environ, "MIZUGUCHI_MAILBOX_USERNAME"),
            password=secret_from_file(os.environ, "MIZUGUCHI_MAILBOX_PASSWORD_FILE"),
        )
    except StartRefused as missing:
        raise click.ClickException(str(missing)) from None
    serve(settings)


COMMANDS = (demo, mailbox)
