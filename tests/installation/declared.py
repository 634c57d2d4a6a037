"""What docker/zones.toml declares: who hangs on which wire, and so who can knock where."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

DOCKER = Path(__file__).parents[2] / "docker"


@dataclass(frozen=True)
class Zones:
    """The declaration. `doors` are TCP ports, `published` the port of the machine for a port of the container,
    `folders` where a member may write and what it writes stays.
    """

    zones: Mapping[str, tuple[str, ...]]
    wires: Mapping[str, tuple[str, ...]]
    outside: tuple[str, ...]
    doors: Mapping[str, tuple[int, ...]]
    published: Mapping[str, Mapping[int, int]]
    secrets: Mapping[str, tuple[str, ...]]
    folders: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, path: Path = DOCKER / "zones.toml") -> Self:
        told = tomllib.loads(path.read_text())
        return cls(
            zones=_tuples(told["zones"]),
            wires=_tuples(told["wires"]),
            outside=tuple(told["outside"]["wires"]),
            doors=_tuples(told["doors"]),
            published={
                name: {int(here): there for here, there in each.items()}
                for name, each in told["published"].items()
            },
            secrets=_tuples(told["secrets"]),
            folders=_tuples(told["folders"]),
        )

    @property
    def members(self) -> tuple[str, ...]:
        """Everybody, in the order of the zones."""
        return tuple(member for members in self.zones.values() for member in members)

    def zone(self, member: str) -> str:
        return next(zone for zone, members in self.zones.items() if member in members)

    def wires_of(self, member: str) -> set[str]:
        return {wire for wire, members in self.wires.items() if member in members}

    def reaches(self, one: str, other: str) -> bool:
        """Whether both hang on one wire."""
        return bool(self.wires_of(one) & self.wires_of(other))


def _tuples(told: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(each) for name, each in told.items()}
