"""A demo as it was asked for: its home made ready, its people enrolled, its processes named."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from intake.clock import SystemClock
from intake.commands import mizuguchi
from intake.store.engine import Store
from intake.store.rights import Process as Role
from intake.town import SHIPPED
from simulation.child import Process
from simulation.enrolment import OtherHome, enrol_at_billing, enrol_at_console
from simulation.furnishing import furnish
from simulation.home import Home
from simulation.ports import Ports
from simulation.ready import urls
from simulation.sign_ins import SignIn, keep_sign_ins
from simulation.zones import ZONES, Zone, environment

LEASH = (sys.executable, "-m", "simulation.leash")


class NoDatabase(Exception):
    """Where a database should be is none, or not one of PostgreSQL."""


def server_at(address: str) -> URL:
    """A database of a PostgreSQL server; NoDatabase, without repeating the address: it may hold a password."""
    try:
        url = make_url(address)
    except ArgumentError:
        raise NoDatabase("This is no address of a database.") from None
    if url.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise NoDatabase("An address like postgresql+psycopg://mizuguchi_owner@/mizuguchi?host=/run/postgresql")
    return url.set(drivername="postgresql+psycopg")


@dataclass(frozen=True)
class Demo:
    """A home, ports, whether terminals show their certificate, by how many seconds the clock is moved, a town.

    `server` is a PostgreSQL database as its owner sees it, whose roles are let in without a password; without one
    everything is in a file of the home.
    """

    home: Home
    ports: Ports
    terminals: bool = False
    clock_offset: int = 0
    ready_file: Path | None = None
    town: Path = SHIPPED
    server: URL | None = None

    def prepare(self) -> list[SignIn]:
        """Make what is missing in the home, tables and accounts too; everybody's sign-in."""
        furnish(self.home)
        people = keep_sign_ins(self.home.sign_ins)
        store = Store(self.database(None))
        try:
            store.migrate()
        except OperationalError:
            raise NoDatabase("The database does not answer, or does not let its owner in.") from None
        clock = SystemClock(timedelta(seconds=self.clock_offset))
        try:
            enrol_at_console(self.home, store, clock, people)
        except OtherHome:
            raise NoDatabase("It has another home's accounts: name that --home, or an empty one") from None
        store.engine.dispose()
        enrol_at_billing(self.home, clock, people)
        return people

    def processes(self) -> list[Process]:
        """What to start: every process of the drawing whose room is installed. The home has to be prepared."""
        values = self._values()
        return [
            Process(
                name,
                (*LEASH, *zone.words.split()),
                environment(name, values | {"database": self.database(zone.role)}),
                alive_url=f"{self.ports.url(zone.door)}/alive" if zone.door else "",
                shows_terminal=self.terminals and name == "admin",
            )
            for name, zone in ZONES.items()
            if installed(zone)
        ]

    def database(self, role: Role | None) -> str:
        """The address of the desk's database for a role, or for its owner; in a file there are no roles."""
        if self.server is None:
            return f"sqlite:///{self.home.path}/desk.sqlite"
        url = self.server.set(username=role.value) if role else self.server
        return url.render_as_string(hide_password=False)

    def _values(self) -> dict[str, str]:
        """The words of `simulation.zones` with the values they have in this demo."""
        return {
            "path": os.environ.get("PATH", os.defpath),
            "home": str(self.home.path),
            "clock_offset": str(self.clock_offset),
            "town": str(self.town),
            "backup_database": self.database(Role.BACKUP),
            "terminals": "required" if self.terminals else "optional",
            "links": json.dumps(urls(self.ports)),
            **{door: str(port) for door, port in self.ports.by_door().items()},
        }


def installed(zone: Zone) -> bool:
    """Whether the room that a process belongs to is on this machine."""
    return mizuguchi.get_command(click.Context(mizuguchi), zone.words.split()[0]) is not None
