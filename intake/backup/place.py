"""Where backups are kept: what a folder and a restic repository have in common."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol


class Place(Protocol):
    """Every method raises BackupTrouble where the place can't do it."""

    @property
    def name(self) -> str:
        """What messages call it: "local" or "remote", never an address."""

    def prepare(self) -> None:
        """Make the place; nothing changes where it is."""

    def held(self) -> list[str]:
        """The names of the whole backups there, oldest first."""

    def manifests(self) -> dict[str, bytes]:
        """The manifest of each backup as it stands there."""

    def damages(self, names: Iterable[str]) -> list[str]:
        """What is wrong with some backups there; every byte is read."""

    def take(self, source: Path) -> None:
        """Keep a copy of a whole backup."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove backups."""

    def fetch(self, name: str, scratch: Path) -> Path:
        """The folder where a backup can be read, in `scratch` if it has to be brought."""
