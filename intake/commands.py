"""`mizuguchi`: the commands of the rooms that are installed. Each room brings its own in `commands.py`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from intake.backup.commands import COMMANDS
from intake.housekeeping import audit, housekeeper, migrate, purge, register, roles
from intake.incident.commands import incident
from intake.ready import ready
from intake.starting import REFUSALS
from intake.store.engine import StoreTrouble

ROOMS = {
    "window": "webapp",
    "console": "admin",
    "staff": "admin",
    "terminals": "admin",
    "stats": "admin",
    "keys": "admin",
    "handover": "admin",
    "postman": "emails",
    "billing": "billing",
    "demo": "simulation",
    "mailbox": "simulation",
    "evidence": "evidence",
}
"""Which room a command belongs to. Only that room is imported: no process loads the code of another."""


class Rooms(click.Group):
    """The housekeeper's commands, and those of each installed room."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted(
            {*super().list_commands(ctx), *(name for name, room in ROOMS.items() if _brings_commands(room))}
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        room = ROOMS.get(cmd_name)
        if room is None or not _brings_commands(room):
            return super().get_command(ctx, cmd_name)
        commands: tuple[click.Command, ...] = import_module(f"{room}.commands").COMMANDS
        return next(command for command in commands if command.name == cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. What it can't do ends in one line, and with exit code 1."""
        with _told_in_one_line():
            return super().invoke(ctx)


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    """Nobody reads a traceback at night, and its last line may repeat a value of the database."""
    try:
        yield
    except BrokenPipeError:  # whoever read has gone; click knows what to do
        raise
    except REFUSALS as problem:
        raise click.ClickException(f"{type(problem).__name__}: {problem}") from None
    except StoreTrouble as trouble:
        raise click.ClickException(f"{type(trouble).__name__}: the database is away, busy or full") from None


def _brings_commands(room: str) -> bool:
    """Whether the room is here with its commands. Of the post room, the console's image has the outbox alone."""
    spec = find_spec(room)
    folders = spec.submodule_search_locations if spec else None
    return any(Path(folder, "commands.py").exists() for folder in folders or ())


@click.group(cls=Rooms)
@click.version_option(package_name="mizuguchi")
def mizuguchi() -> None:
    """The reception desk of a waterworks: the window, the console, the post room, the rehearsal, the proof."""


for command in (migrate, roles, purge, housekeeper, audit, register, incident, ready, *COMMANDS):
    mizuguchi.add_command(command)
