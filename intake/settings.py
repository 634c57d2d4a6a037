"""Settings come from the environment once, at the start of a process; a missing or unfit one stops the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from intake.private_files import not_everybody_s_to_change, only_ours
from intake.refusals import StartRefused
from intake.weak_secrets import WeakSecret, insist_on_a_secret

SHORTEST_PASSPHRASE = 12
"""Characters. A passphrase guards a key file, and is typed by nobody: it may as well be long."""

DATABASE = "MIZUGUCHI_DATABASE"


class SettingMissing(StartRefused):
    """A setting that the process cannot do without is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not set; the process does not start without it")


class SettingUnfit(StartRefused):
    """A setting is there and can't be used; names it and what it has to be."""


def required(environ: Mapping[str, str], name: str) -> str:
    """The value of a setting; SettingMissing where it is absent or empty. No secret has a default."""
    value = environ.get(name, "").strip()
    if not value:
        raise SettingMissing(name)
    return value


def number(environ: Mapping[str, str], name: str, default: int | None = None) -> int:
    """A whole number, 0 or more; SettingUnfit for another word, SettingMissing where nothing is set or given."""
    told = environ.get(name, "").strip()
    if not told and default is not None:
        return default
    value = told or required(environ, name)
    if not (value.isascii() and value.isdigit()):
        raise SettingUnfit(f"{name} has to be a whole number")
    return int(value)


def required_file(environ: Mapping[str, str], name: str) -> Path:
    """The path in a setting; SettingMissing where it is absent or names no file.

    FileTooOpen where everybody may change it.
    """
    path = Path(required(environ, name))
    if not path.is_file():
        raise SettingMissing(name)
    return not_everybody_s_to_change(path)


def private_file(environ: Mapping[str, str], name: str) -> Path:
    """The path of a file that nobody else may read (FileTooOpen), such as a private key."""
    return only_ours(required_file(environ, name))


def secret_from_file(environ: Mapping[str, str], name: str, shortest: int = 1) -> str:
    """A secret kept in a file, so that it never stands in a process list or an environment listing.

    FileTooOpen where others may read the file, WeakSecret for an example or one with too few characters.
    """
    secret = private_file(environ, name).read_text(encoding="ascii").strip()
    if not secret:
        raise SettingMissing(name)
    if len(secret) < shortest:
        raise WeakSecret(f"{name} needs {shortest} characters or more")
    return insist_on_a_secret(name, secret, environ)


def passphrase_from_file(environ: Mapping[str, str], name: str) -> str:
    """The passphrase of a key file."""
    return secret_from_file(environ, name, SHORTEST_PASSPHRASE)


def database_address(environ: Mapping[str, str], name: str = DATABASE) -> str:
    """The database's address. What it names is nobody else's: SQLite's files, the file with the password.

    SettingUnfit for a password in it: addresses are soon written somewhere.
    """
    address = required(environ, name)
    url = urlsplit(address)
    if sqlite := url.scheme.startswith("sqlite"):
        main = Path(unquote(url.path[1:]))
        files = [main, *(main.with_name(main.name + ending) for ending in ("-wal", "-shm"))]
    else:
        files = [Path(path) for path in parse_qs(url.query).get("passfile", [])]
    if url.password or "password" in parse_qs(url.query):
        raise SettingUnfit(f"{name} has a password in it: put that into a file (mode 600) and say ?passfile=FILE")
    for file in files:
        if file.is_file():
            only_ours(file)
            if not sqlite:
                _insist_on_passwords(name, file, environ)
    return address


def _insist_on_passwords(name: str, file: Path, environ: Mapping[str, str]) -> None:
    """WeakSecret for an example in a file of libpq: `host:port:database:user:password` in each line."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            insist_on_a_secret(name, re.split(r"(?<!\\):", line)[-1], environ)
