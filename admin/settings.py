"""What the console knows: the office's private key, public keys of recovery and postman, and its own secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from admin.desk.independence import APART
from intake.clock import clock_of
from intake.refusals import StartRefused
from intake.sealing.fingerprints import OtherKey, pinned
from intake.sealing.keys import PublicKeys, WrongKey, read_public_keys
from intake.settings import (
    database_address,
    passphrase_from_file,
    private_file,
    required,
    required_file,
    secret_from_file,
)
from intake.town import town_file

SHORTEST_SECRET = 32
LOCAL = "localhost,127.0.0.1"


class SettingWrong(StartRefused):
    """A setting has a value that cannot be used; names the setting, never the value."""


class Terminals(StrEnum):
    """Whether a client certificate must be shown: in operation required, in a demonstration optional."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class ConsoleSettings:
    """Settings of one console process.

    `hosts` are the only names under which it answers. From `secret` (32 characters or more) come two keys that
    tell nothing about each other: one signs cookies, one locks the TOTP secrets. `openings` is how many
    records one account may open in an hour, `apart` how long two people do not count as two after one of them
    had a hand in the other's account. `older_keys` is a folder with the office's keys of before, each with its
    passphrase beside it (`NAME.key`, `NAME.passphrase`): they open what was sealed to them.
    """

    database: str = field(repr=False)
    host: str
    port: int
    hosts: tuple[str, ...]
    certificate: Path
    private_key: Path
    terminal_ca: Path
    terminals: Terminals
    secret: bytes = field(repr=False)
    office_key: Path
    office_passphrase: str = field(repr=False)
    keys: PublicKeys
    clock_offset: timedelta
    town: Path
    openings: int
    apart: timedelta = APART
    older_keys: Path | None = None


def console_settings(environ: Mapping[str, str]) -> ConsoleSettings:
    """Read from the environment; SettingMissing, SettingWrong or OtherKey stops the start."""
    return ConsoleSettings(
        database=database_address(environ),
        host=required(environ, "MIZUGUCHI_CONSOLE_HOST"),
        port=_number(environ, "MIZUGUCHI_CONSOLE_PORT"),
        hosts=_hosts(environ.get("MIZUGUCHI_CONSOLE_HOSTS", LOCAL)),
        certificate=required_file(environ, "MIZUGUCHI_CONSOLE_CERTIFICATE"),
        private_key=private_file(environ, "MIZUGUCHI_CONSOLE_PRIVATE_KEY"),
        terminal_ca=required_file(environ, "MIZUGUCHI_CONSOLE_TERMINAL_CA"),
        terminals=_terminals(required(environ, "MIZUGUCHI_CONSOLE_TERMINALS")),
        secret=console_secret(environ),
        office_key=private_file(environ, "MIZUGUCHI_OFFICE_KEY"),
        office_passphrase=passphrase_from_file(environ, "MIZUGUCHI_OFFICE_PASSPHRASE_FILE"),
        keys=_public_keys(environ, "MIZUGUCHI_PUBLIC_KEYS"),
        clock_offset=clock_of(environ).offset,
        town=town_file(environ),
        openings=_number(environ, "MIZUGUCHI_CONSOLE_OPENINGS", "300"),
        apart=timedelta(days=_number(environ, "MIZUGUCHI_CONSOLE_APART_DAYS", str(APART.days))),
        older_keys=_folder(environ, "MIZUGUCHI_OFFICE_OLDER_KEYS"),
    )


def console_secret(environ: Mapping[str, str]) -> bytes:
    """The console's own secret; the commands of staff need it too, because they lock TOTP secrets with it."""
    return secret_from_file(environ, "MIZUGUCHI_CONSOLE_SECRET_FILE", SHORTEST_SECRET).encode()


def _public_keys(environ: Mapping[str, str], name: str) -> PublicKeys:
    try:
        return pinned(read_public_keys(Path(required(environ, name))), environ)
    except OtherKey:
        raise
    except (OSError, ValueError, WrongKey) as problem:
        raise SettingWrong(name) from problem


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    """A folder, if one is named. One that is not there would look like old records that nobody can open."""
    if not environ.get(name, "").strip():
        return None
    folder = Path(required(environ, name))
    if not folder.is_dir():
        raise SettingWrong(name)
    return folder


def _number(environ: Mapping[str, str], name: str, default: str = "") -> int:
    text = environ.get(name, "").strip() or default or required(environ, name)
    try:
        return int(text)
    except ValueError as problem:
        raise SettingWrong(name) from problem


def _hosts(listed: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in listed.split(",") if host.strip())
    if not hosts:
        raise SettingWrong("MIZUGUCHI_CONSOLE_HOSTS")
    return hosts


def _terminals(word: str) -> Terminals:
    try:
        return Terminals(word)
    except ValueError as problem:
        raise SettingWrong("MIZUGUCHI_CONSOLE_TERMINALS") from problem
