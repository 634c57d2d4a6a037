"""`mizuguchi evidence`: the evaluator's desk."""

from __future__ import annotations

import os

import click

from evidence.app import create_app
from evidence.server import make_server, run_until_told
from evidence.settings import DeskSettings, SettingWrong, desk_settings
from intake.refusals import StartRefused


@click.group()
def evidence() -> None:
    """The evaluator's desk: what is where, in what form."""


@evidence.command()
def serve() -> None:
    """Serve the desk over HTTPS until told to stop."""
    settings = _settings()
    try:
        run_until_told(make_server(create_app(settings), settings))
    except OSError as fault:
        raise click.ClickException(
            f"The port or the certificate cannot be used ({type(fault).__name__})."
        ) from None


def _settings() -> DeskSettings:
    try:
        return desk_settings(os.environ)
    except StartRefused as missing:
        raise click.ClickException(str(missing)) from None
    except SettingWrong as wrong:
        raise click.ClickException(f"{wrong} has a value that cannot be used") from None


COMMANDS = (evidence,)
