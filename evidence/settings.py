"""What the desk is told: where the demo's home is. It reads what an intruder on this machine could read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from intake.clock import clock_of
from intake.settings import private_file, required, required_file
from intake.town import Town, read_town, town_file

DOORS = ("resident", "staff", "inbox", "billing", "desk")
"""The names of the addresses in MIZUGUCHI_EVIDENCE_LINKS."""


class SettingWrong(Exception):
    """A setting has a value that cannot be used; names the setting, never the value."""


@dataclass(frozen=True)
class DeskSettings:
    """Settings of one desk. `home` is the demo's folder; `links` are the addresses of its doors by name."""

    host: str
    port: int
    certificate: Path
    private_key: Path
    home: Path
    links: Mapping[str, str]
    database: str = field(repr=False)
    clock_offset: timedelta = timedelta()
    town: Town = field(default_factory=read_town, repr=False)

    @property
    def hosts(self) -> list[str]:
        """The only names under which the desk answers."""
        return sorted({"localhost", "127.0.0.1", self.host, urlsplit(self.links["desk"]).hostname or self.host})


def desk_settings(environ: Mapping[str, str]) -> DeskSettings:
    """Read from the environment; SettingMissing or SettingWrong stops the start."""
    return DeskSettings(
        host=required(environ, "MIZUGUCHI_EVIDENCE_HOST"),
        port=_number(environ, "MIZUGUCHI_EVIDENCE_PORT"),
        certificate=required_file(environ, "MIZUGUCHI_EVIDENCE_CERTIFICATE"),
        private_key=private_file(environ, "MIZUGUCHI_EVIDENCE_PRIVATE_KEY"),
        home=_folder(environ, "MIZUGUCHI_EVIDENCE_HOME"),
        links=_links(environ, "MIZUGUCHI_EVIDENCE_LINKS"),
        database=required(environ, "MIZUGUCHI_DATABASE"),
        clock_offset=clock_of(environ).offset,
        town=read_town(town_file(environ)),
    )


def _number(environ: Mapping[str, str], name: str, default: str = "") -> int:
    try:
        return int(environ.get(name) or default or required(environ, name))
    except ValueError as problem:
        raise SettingWrong(name) from problem


def _folder(environ: Mapping[str, str], name: str) -> Path:
    folder = Path(required(environ, name))
    if not folder.is_dir():
        raise SettingWrong(name)
    return folder.resolve()


def _links(environ: Mapping[str, str], name: str) -> dict[str, str]:
    try:
        links = json.loads(required(environ, name))
        found = {door: str(links[door]) for door in DOORS}
    except (ValueError, KeyError, TypeError) as problem:
        raise SettingWrong(name) from problem
    if any(urlsplit(url).scheme != "https" for url in found.values()):
        raise SettingWrong(name)
    return found
