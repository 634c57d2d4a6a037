"""`mizuguchi`: the commands of the rooms that are installed. Each room brings a click group of its own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

from intake.housekeeping import audit, migrate, purge, register

ROOMS = ("webapp", "admin", "emails", "billing", "simulation", "evidence")


class Rooms(click.Group):
    """The housekeeper's commands, and those that the `commands.py` of each installed room lists in `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted({*super().list_commands(ctx), *_of_rooms()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        return super().get_command(ctx, cmd_name) or _of_rooms().get(cmd_name)


def _of_rooms() -> dict[str, click.Command]:
    commands: list[click.Command] = [migrate, purge, audit, register]
    for room in ROOMS:
        if find_spec(room) and find_spec(f"{room}.commands"):
            commands += import_module(f"{room}.commands").COMMANDS
    return {command.name or "": command for command in commands}


@click.group(cls=Rooms)
def mizuguchi() -> None:
    """The reception desk of a waterworks: the window, the console, the post room, the rehearsal, the proof."""
