"""What the billing process has to be told before it starts; nothing here has a default."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from billing.closing_off import insist_on_a_secret, insist_on_no_debugging, only_ours

PREFIX = "MIZUGUCHI_BILLING_"
SHORTEST_SECRET = 32


class SettingsRefused(ValueError):
    """A setting is missing or cannot be used; the text names the setting and never its value."""


@dataclass(frozen=True)
class BillingSettings:
    """The settings of one billing process.

    `database_url` is an SQLAlchemy URL of an SQLite file. `session_secret` signs the session cookie; it comes from
    a file, so that no process list shows it, and has at least 32 characters. `certificate` and `private_key` are
    PEM files. The server listens on `host`:`port`.
    """

    database_url: str = field(repr=False)
    session_secret: str = field(repr=False)
    certificate: Path
    private_key: Path
    host: str
    port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "BillingSettings":
        """Read every setting from MIZUGUCHI_BILLING_*; SettingsRefused or NotClosedOff at the first fault."""
        insist_on_no_debugging(environment)
        return cls(
            database_url=_sqlite(environment, "DATABASE_URL"),
            session_secret=_secret(environment, "SESSION_SECRET_FILE"),
            certificate=_file(environment, "CERTIFICATE"),
            private_key=only_ours(_file(environment, "PRIVATE_KEY")),
            host=_needed(environment, "HOST"),
            port=_port(environment, "PORT"),
        )


def _needed(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(PREFIX + name, "").strip()
    if not value:
        raise SettingsRefused(f"{PREFIX}{name} is not set. The billing system does not start without it.")
    return value


def _sqlite(environment: Mapping[str, str], name: str) -> str:
    value = _needed(environment, name)
    if not value.startswith("sqlite:///"):
        raise SettingsRefused(f"{PREFIX}{name} has to name an SQLite file, as in sqlite:////var/lib/billing.db.")
    main = value.removeprefix("sqlite:///")
    for file in (Path(main), Path(f"{main}-wal"), Path(f"{main}-shm")):
        if file.is_file():
            only_ours(file)
    return value


def _secret(environment: Mapping[str, str], name: str) -> str:
    value = only_ours(_file(environment, name)).read_text(encoding="utf-8").strip()
    if len(value) < SHORTEST_SECRET:
        raise SettingsRefused(f"The file in {PREFIX}{name} needs at least {SHORTEST_SECRET} characters.")
    insist_on_a_secret(PREFIX + name, value, environment)
    return value


def _file(environment: Mapping[str, str], name: str) -> Path:
    path = Path(_needed(environment, name))
    if not path.is_file():
        raise SettingsRefused(f"{PREFIX}{name} does not name a file that can be read.")
    return path


def _port(environment: Mapping[str, str], name: str) -> int:
    value = _needed(environment, name)
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
        raise SettingsRefused(f"{PREFIX}{name} has to be a number from 1 to 65535.")
    return int(value)
