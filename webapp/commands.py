"""`mizuguchi window`: the resident's window."""

from __future__ import annotations

import os

import click

from intake.sealing.fingerprints import unpinned
from intake.sealing.keys import WrongKey
from webapp.server import listener
from webapp.server import serve as serve_window
from webapp.settings import window_settings


@click.group()
def window() -> None:
    """The resident's window."""


@window.command()
def serve() -> None:
    """Serve the window over HTTPS until told to stop."""
    try:
        window_settings(os.environ)  # a missing setting stops the start here, not in a worker
    except WrongKey as problem:
        raise click.ClickException(f"{type(problem).__name__}: {problem}") from None
    for name in unpinned(os.environ):
        click.echo(f"{name}.pub is not pinned: set MIZUGUCHI_{name.upper()}_FINGERPRINT.")
    serve_window(listener())


COMMANDS = (window,)
