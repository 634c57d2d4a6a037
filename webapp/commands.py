"""`mizuguchi window`: the resident's window."""

from __future__ import annotations

import os

import click

from intake.log import logger
from intake.sealing.fingerprints import unpinned
from intake.starting import insist_on_tables, starting
from intake.store.engine import Store
from webapp.server import listener, make_server
from webapp.settings import window_settings


@click.group()
def window() -> None:
    """The resident's window."""


@window.command()
def serve() -> None:
    """Serve the window over HTTPS until told to stop."""
    with starting("window", os.environ):  # what is wrong stops the start here, not in a worker
        settings, door = window_settings(os.environ), listener()
        insist_on_tables(Store(settings.database), "window")
        server = make_server(door)
    for name in unpinned(os.environ):
        logger("window").warning("key not pinned", kind=name)
    server.serve()


COMMANDS = (window,)
