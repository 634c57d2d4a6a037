"""Window and console over one database, with four people of staff, all in this process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from flask import Flask

from admin.app import create_app as create_console
from admin.server import make_server
from admin.settings import ConsoleSettings, Terminals
from admin.signing import Times
from intake.store.engine import Store
from intake.town import SHIPPED, Town
from tests.console.clerk import Clerk
from tests.console.conftest import PASSPHRASE, SECRET
from tests.console.process import free_port
from tests.scenery import MONDAY_NOON, PrivateKeys, StandingClock, window_settings
from webapp.app import create_app as create_window

WORKING_DAY = datetime(2026, 8, 1, 0, 0, tzinfo=UTC)
MANY = 100_000
"""Limits on how often are another test's subject."""


@dataclass(frozen=True)
class House:
    """Everything of it."""

    store: Store
    town: Town
    keys: PrivateKeys
    clock: StandingClock
    watch: StandingClock
    window: Flask
    console: Flask
    settings: ConsoleSettings

    def enter(self, username: str) -> Clerk:
        """Somebody of the staff signs in."""
        clerk = Clerk(self.console.test_client(), self.watch, username)
        clerk.client.environ_base["HTTPS"] = "on"
        self.watch.pass_by(minutes=1)
        assert clerk.sign_in().status_code == 303
        return clerk

    @contextmanager
    def served(self) -> Iterator[str]:
        """The console as it runs, over TLS; its address."""
        server = make_server(self.console, self.settings)
        server.prepare()
        Thread(target=server.serve, daemon=True).start()
        yield f"https://localhost:{self.settings.port}"
        server.stop()


def build(folder: Path, staffed: Path, files: Path, keys: PrivateKeys, town: Town) -> House:
    """A house with its staff, and nobody's application yet."""
    database = folder / "house.sqlite"
    shutil.copy(staffed, database)
    store, clock, watch = Store(f"sqlite:///{database}"), StandingClock(MONDAY_NOON), StandingClock(WORKING_DAY)
    settings = _console_settings(files, f"sqlite:///{database}", keys)
    unhurried = replace(window_settings(store, keys.public(), town), posts_a_minute=MANY, mails_an_hour=MANY)
    window, console = create_window(unhurried, clock), create_console(settings, Times(clock, watch))
    return House(store, town, keys, clock, watch, window, console, settings)


def _console_settings(files: Path, database: str, keys: PrivateKeys) -> ConsoleSettings:
    return ConsoleSettings(
        database=database,
        host="127.0.0.1",
        port=free_port(),
        hosts=("localhost", "127.0.0.1"),
        certificate=files / "console.pem",
        private_key=files / "console.key",
        terminal_ca=files / "terminals.pem",
        terminals=Terminals.OPTIONAL,
        secret=SECRET,
        office_key=files / "office.key",
        office_passphrase=PASSPHRASE,
        keys=keys.public(),
        clock_offset=timedelta(),
        town=SHIPPED,
        openings=MANY,
    )
