"""What the postman knows. The class shows it: his own key, the mail server's door, and no key of the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from emails.spacing import MOST_TRIES
from intake.clock import clock_of
from intake.refusals import StartRefused
from intake.settings import (
    database_address,
    passphrase_from_file,
    private_file,
    required,
    required_file,
    secret_from_file,
)
from intake.town import Town, read_town, town_file


class SettingRefused(StartRefused):
    """A setting is there but can't be used; the text names it and holds no value."""


@dataclass(frozen=True)
class SmtpDoor:
    """The mail server: where it is, which CA vouches for it, and the login if it wants one."""

    host: str
    port: int
    ca: Path
    username: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class PostmanSettings:
    """Settings of the postman's process. `base_url` begins every link; it is never taken from a request."""

    database: str = field(repr=False)
    key_file: Path
    passphrase: str = field(repr=False)
    base_url: str
    door: SmtpDoor
    town: Town = field(repr=False)
    clock_offset: timedelta = timedelta()
    most_tries: int = MOST_TRIES


def read_settings(environ: Mapping[str, str]) -> PostmanSettings:
    """The settings in the environment; SettingMissing or SettingRefused name the first that is wrong."""
    return PostmanSettings(
        database=database_address(environ),
        key_file=private_file(environ, "MIZUGUCHI_POSTMAN_KEY"),
        passphrase=passphrase_from_file(environ, "MIZUGUCHI_POSTMAN_PASSPHRASE_FILE"),
        base_url=_base_url(environ),
        door=_door(environ),
        town=read_town(town_file(environ)),
        clock_offset=clock_of(environ).offset,
        most_tries=_number(environ, "MIZUGUCHI_MAIL_TRIES", str(MOST_TRIES)),
    )


def _door(environ: Mapping[str, str]) -> SmtpDoor:
    username = environ.get("MIZUGUCHI_SMTP_USERNAME", "").strip()
    return SmtpDoor(
        host=required(environ, "MIZUGUCHI_SMTP_HOST"),
        port=_number(environ, "MIZUGUCHI_SMTP_PORT"),
        ca=required_file(environ, "MIZUGUCHI_SMTP_CA"),
        username=username,
        password=secret_from_file(environ, "MIZUGUCHI_SMTP_PASSWORD_FILE") if username else "",
    )


def _base_url(environ: Mapping[str, str]) -> str:
    url = urlsplit(required(environ, "MIZUGUCHI_BASE_URL"))
    if url.scheme != "https" or not url.netloc or url.query or url.fragment:
        raise SettingRefused("MIZUGUCHI_BASE_URL has to begin with https:// and end before any ? or #")
    return url.geturl().rstrip("/")


def _number(environ: Mapping[str, str], name: str, default: str = "") -> int:
    text = environ.get(name) or default or required(environ, name)
    try:
        return int(text)
    except ValueError as problem:
        raise SettingRefused(f"{name} has to be a whole number") from problem
