"""`mizuguchi window`: the resident's window."""

from __future__ import annotations

import os

import click

from webapp.server import listener
from webapp.server import serve as serve_window
from webapp.settings import window_settings


@click.group()
def window() -> None:
    """The resident's window."""


@window.command()
def serve() -> None:
    """Serve the window over HTTPS until told to stop."""
    window_settings(os.environ)  # a missing setting stops the start here, not in a worker
    serve_window(listener())


COMMANDS = (window,)
