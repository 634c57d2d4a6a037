"""A console and a window over one database, served over TLS by processes of their own, on any day."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import trustme

from admin.settings import ConsoleSettings
from admin.staff import add_account
from admin.terminals import register_terminal
from intake.clock import SystemClock
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.town import Town
from tests.console.clerk import PASSWORD, TOTP_SECRETS
from tests.console.conftest import SECRET
from tests.console.process import environment, free_port, mizuguchi, serving
from tests.scenery import MONDAY_NOON, window_settings
from webapp.app import create_app
from webapp.window import Window

ONE_DAY = timedelta(days=1)
THIRD = "yamada"
"""A third clerk, beside sato and suzuki."""
ONE_TIME = TOTP_SECRETS | {THIRD: pyotp.random_base32()}
"""The secrets of the one-time codes of everybody here."""


@dataclass(frozen=True)
class Premises:
    """Everything that stays while days go by; `offset` is how far the calendar is moved from the real one."""

    store: Store
    settings: ConsoleSettings
    files: Path
    folder: Path
    authority: trustme.CA
    town: Town
    ports: tuple[int, int]
    offset: timedelta

    @property
    def clock(self) -> SystemClock:
        """The time of the desk and of the window."""
        return SystemClock(self.offset)

    @property
    def console(self) -> str:
        """Where the staff signs in."""
        return f"https://localhost:{self.ports[0]}"

    @property
    def window(self) -> str:
        """Where residents go."""
        return f"https://localhost:{self.ports[1]}"

    def use_cases(self) -> Window:
        """What a resident does on My Page, without a browser."""
        settings = window_settings(self.store, self.settings.keys, self.town)
        window: Window = create_app(settings, self.clock).extensions["window"]
        return window

    def next_day(self) -> Premises:
        """The same a day later."""
        return replace(self, offset=self.offset + ONE_DAY)

    def terminal(self, name: str) -> tuple[Path, Path]:
        """A registered terminal: its certificate and its key."""
        issued, path = self.authority.issue_cert(name), self.folder / f"{name}.pem"
        issued.cert_chain_pems[0].write_to_path(str(path))
        issued.private_key_pem.write_to_path(str(path.with_suffix(".key")))
        register_terminal(self.store, name, path.read_text(), self.clock.now())
        return path, path.with_suffix(".key")

    def hire(self, username: str, role: Role) -> None:
        """One more account."""
        add_account(self.store, SECRET, username, role, PASSWORD, ONE_TIME[username])

    @contextmanager
    def open(self) -> Iterator[None]:
        """Both rooms at work on this day."""
        with serving(self._console()), serving(self._window(), "window"):
            yield

    def audit(self, head: str) -> subprocess.CompletedProcess[str]:
        """What `mizuguchi audit verify` says to a head from paper."""
        words = mizuguchi("audit", "verify", "--head", head)
        return subprocess.run(words, env=self._console(), capture_output=True, text=True, check=False)

    def _console(self) -> dict[str, str]:
        return environment(self.settings, self.files, self.ports[0], "required") | self._moved()

    def _window(self) -> dict[str, str]:
        secret = str(self.files / "secret")
        return self._console() | {
            "MIZUGUCHI_WINDOW_HOST": "127.0.0.1",
            "MIZUGUCHI_WINDOW_PORT": str(self.ports[1]),
            "MIZUGUCHI_WINDOW_CERTIFICATE": str(self.settings.certificate),
            "MIZUGUCHI_WINDOW_PRIVATE_KEY": str(self.settings.private_key),
            "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE": secret,
            "MIZUGUCHI_WINDOW_LINK_SECRET_FILE": secret,
            "MIZUGUCHI_BASE_URL": self.window,
        }

    def _moved(self) -> dict[str, str]:
        return {"MIZUGUCHI_CLOCK_OFFSET": str(int(self.offset.total_seconds())), "MIZUGUCHI_REHEARSAL": "1"}


def premises(
    store: Store, settings: ConsoleSettings, files: Path, folder: Path, authority: trustme.CA, town: Town
) -> Premises:
    """Begin at noon of a day that tests know; the third clerk is hired."""
    offset = timedelta(seconds=int((MONDAY_NOON - datetime.now(UTC)).total_seconds()))
    made = Premises(store, settings, files, folder, authority, town, (free_port(), free_port()), offset)
    made.hire(THIRD, Role.CLERK)
    return made
