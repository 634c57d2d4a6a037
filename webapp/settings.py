"""What the window knows: public keys, its own secrets, and nothing that opens a sealed record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from intake.clock import clock_of
from intake.sealing.fingerprints import pinned
from intake.sealing.keys import PublicKeys, read_public_keys
from intake.settings import (
    SettingMissing,
    database_address,
    number,
    private_file,
    required,
    required_file,
    secret_from_file,
)
from intake.town import Town, read_town, town_file
from webapp.limits import IN_MEMORY, Counting
from webapp.standing import LEAST_FREE, MOST_LETTERS, Room

REDIS = ("redis", "rediss", "redis+unix")
CONNECTIONS, BACKLOG = 256, 256
MEGABYTE = 1024 * 1024
SHORTEST_SECRET = 32
"""Characters; fewer could be guessed."""


@dataclass(frozen=True)
class WindowSettings:
    """Settings of one window process. `base_url` is what mailed links begin with; the Host header never is.

    `posts_a_minute` are borne from one network address on each kind of page, `mails_an_hour` go to one mailbox;
    both are counted in `limits`, `memory://` or the address of a Redis that all windows share. `proxy_hops` is how
    many proxies of our own stand in front; without one, nobody is believed who they say they speak for. `room`
    says when nobody new may begin.
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
    limits: str = IN_MEMORY
    limits_password: str = field(default="", repr=False)
    proxy_hops: int = 0
    room: Room = field(default_factory=Room)

    @property
    def counting(self) -> Counting:
        """Where this window counts. All windows of a town have the link secret, and so the same key."""
        return Counting(self.limits, self.limits_password, self.link_secret.encode())

    @property
    def host(self) -> str:
        """The host name under which the window answers; any other is refused."""
        return urlsplit(self.base_url).hostname or ""


@dataclass(frozen=True)
class ListenerSettings:
    """Where the window listens, and with which certificate.

    No more than `connections` are served at a time; `backlog` more wait in the system's queue, others are refused.
    """

    host: str
    port: int
    certificate: Path
    private_key: Path
    connections: int = CONNECTIONS
    backlog: int = BACKLOG


def window_settings(environ: Mapping[str, str]) -> WindowSettings:
    """Read from the environment; SettingMissing stops the start, and so does a key that is not the pinned one."""
    town = read_town(town_file(environ))
    return WindowSettings(
        database=database_address(environ),
        base_url=_https(environ, "MIZUGUCHI_BASE_URL"),
        cookie_secret=_long(environ, "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE"),
        link_secret=_long(environ, "MIZUGUCHI_WINDOW_LINK_SECRET_FILE"),
        keys=pinned(read_public_keys(Path(required(environ, "MIZUGUCHI_PUBLIC_KEYS"))), environ),
        town=town,
        clock_offset=clock_of(environ).offset,
        posts_a_minute=number(environ, "MIZUGUCHI_WINDOW_POSTS_A_MINUTE", town.posts_a_minute),
        mails_an_hour=number(environ, "MIZUGUCHI_WINDOW_MAILS_AN_HOUR", town.mails_an_hour),
        limits=_limits(environ, "MIZUGUCHI_WINDOW_LIMITS"),
        limits_password=_if_given(environ, "MIZUGUCHI_WINDOW_LIMITS_PASSWORD_FILE"),
        proxy_hops=_hops(environ, "MIZUGUCHI_WINDOW_PROXY_HOPS"),
        room=_room(environ),
    )


def _limits(environ: Mapping[str, str], name: str) -> str:
    """`memory://`, or Redis; its password has a file of its own, since addresses are soon written somewhere."""
    uri = environ.get(name, "").strip() or IN_MEMORY
    if uri != IN_MEMORY and (urlsplit(uri).scheme not in REDIS or urlsplit(uri).password):
        raise SettingMissing(f"{name} (memory:// or {', '.join(REDIS)}, without a password)")
    return uri


def _room(environ: Mapping[str, str]) -> Room:
    free = number(environ, "MIZUGUCHI_WINDOW_DISK_FREE_MEGABYTES", LEAST_FREE // MEGABYTE)
    return Room(number(environ, "MIZUGUCHI_WINDOW_LETTERS_WAITING", MOST_LETTERS), free * MEGABYTE)


def _if_given(environ: Mapping[str, str], name: str) -> str:
    return secret_from_file(environ, name) if environ.get(name, "").strip() else ""


def _hops(environ: Mapping[str, str], name: str) -> int:
    """0 or 1: a chain of proxies would have to be trusted link by link."""
    hops = environ.get(name, "").strip() or "0"
    if hops not in {"0", "1"}:
        raise SettingMissing(f"{name} (0 or 1)")
    return int(hops)


def _https(environ: Mapping[str, str], name: str) -> str:
    url = required(environ, name).rstrip("/")
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise SettingMissing(f"{name} (an https address)")
    return url


def _long(environ: Mapping[str, str], name: str) -> str:
    return secret_from_file(environ, name, SHORTEST_SECRET)


def listener_settings(environ: Mapping[str, str]) -> ListenerSettings:
    """Read from the environment; SettingMissing stops the start."""
    return ListenerSettings(
        host=required(environ, "MIZUGUCHI_WINDOW_HOST"),
        port=number(environ, "MIZUGUCHI_WINDOW_PORT"),
        certificate=required_file(environ, "MIZUGUCHI_WINDOW_CERTIFICATE"),
        private_key=private_file(environ, "MIZUGUCHI_WINDOW_PRIVATE_KEY"),
        connections=number(environ, "MIZUGUCHI_WINDOW_CONNECTIONS", CONNECTIONS),
        backlog=number(environ, "MIZUGUCHI_WINDOW_BACKLOG", BACKLOG),
    )
