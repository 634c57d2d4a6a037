"""What the window knows: public keys, its own secrets, and nothing that opens a sealed record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from intake.sealing.keys import PublicKeys, read_public_keys
from intake.settings import SettingMissing, required, required_file, secret_from_file
from intake.town import Town, read_town, town_file

SHORTEST_SECRET = 32
"""Characters; fewer could be guessed."""


@dataclass(frozen=True)
class WindowSettings:
    """Settings of one window process. `base_url` is what mailed links begin with; the Host header never is.

    `posts_a_minute` are borne from one network address on each kind of page, `mails_an_hour` go to one mailbox.
    """

    database: str
    base_url: str
    cookie_secret: str
    link_secret: str
    keys: PublicKeys
    town: Town
    clock_offset: timedelta
    posts_a_minute: int
    mails_an_hour: int

    @property
    def host(self) -> str:
        """The host name under which the window answers; any other is refused."""
        return urlsplit(self.base_url).hostname or ""


@dataclass(frozen=True)
class ListenerSettings:
    """Where the window listens, and with which certificate."""

    host: str
    port: int
    certificate: Path
    private_key: Path


def window_settings(environ: Mapping[str, str]) -> WindowSettings:
    """Read from the environment; SettingMissing stops the start."""
    town = read_town(town_file(environ))
    return WindowSettings(
        database=required(environ, "MIZUGUCHI_DATABASE"),
        base_url=_https(environ, "MIZUGUCHI_BASE_URL"),
        cookie_secret=_long(environ, "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE"),
        link_secret=_long(environ, "MIZUGUCHI_WINDOW_LINK_SECRET_FILE"),
        keys=read_public_keys(Path(required(environ, "MIZUGUCHI_PUBLIC_KEYS"))),
        town=town,
        clock_offset=timedelta(seconds=int(environ.get("MIZUGUCHI_CLOCK_OFFSET", "0"))),
        posts_a_minute=int(environ.get("MIZUGUCHI_WINDOW_POSTS_A_MINUTE", town.posts_a_minute)),
        mails_an_hour=int(environ.get("MIZUGUCHI_WINDOW_MAILS_AN_HOUR", town.mails_an_hour)),
    )


def _https(environ: Mapping[str, str], name: str) -> str:
    url = required(environ, name).rstrip("/")
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise SettingMissing(f"{name} (an https address)")
    return url


def _long(environ: Mapping[str, str], name: str) -> str:
    secret = secret_from_file(environ, name)
    if len(secret) < SHORTEST_SECRET:
        raise SettingMissing(f"{name} ({SHORTEST_SECRET} characters or more)")
    return secret


def listener_settings(environ: Mapping[str, str]) -> ListenerSettings:
    """Read from the environment; SettingMissing stops the start."""
    return ListenerSettings(
        host=required(environ, "MIZUGUCHI_WINDOW_HOST"),
        port=int(required(environ, "MIZUGUCHI_WINDOW_PORT")),
        certificate=required_file(environ, "MIZUGUCHI_WINDOW_CERTIFICATE"),
        private_key=required_file(environ, "MIZUGUCHI_WINDOW_PRIVATE_KEY"),
    )
