"""What docker/compose.yaml says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.installation.contents import command, environment
from tests.installation.declared import DOCKER

COMPOSE: Mapping[str, Any] = YAML(typ="safe").load(DOCKER / "compose.yaml")
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]


def image_of(service: str) -> str:
    """The target of docker/Dockerfile; empty for an image that is not ours."""
    name = str(SERVICES[service]["image"])
    return name.removeprefix("mizuguchi-") if name.startswith("mizuguchi-") else ""


def told(service: str) -> dict[str, str]:
    """The settings of a service: its image's, and on top those of the file."""
    return environment(image_of(service)) | dict(SERVICES[service].get("environment", {}))


def pins(service: str, folder: Path) -> dict[str, str]:
    """The settings that a service has from files of settings, where `folder` stands for that of docker/."""
    lines = [
        line
        for file in SERVICES[service].get("env_file", ())
        for line in (folder / file).read_text().splitlines()
        if line and not line.startswith("#")
    ]
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def handed(service: str) -> dict[str, str]:
    """The files that a service is handed: where it finds them, and what each is in the folder of docker/."""
    found = {
        f"/run/secrets/{name}": COMPOSE["secrets"][name]["file"] for name in SERVICES[service].get("secrets", ())
    }
    return found | {
        each["target"]: COMPOSE["configs"][each["source"]]["file"] for each in SERVICES[service].get("configs", ())
    }


def started(service: str) -> list[str]:
    """The command of a service."""
    entry, words = command(image_of(service)) if image_of(service) else ([], [])
    return [*entry, *map(str, SERVICES[service].get("command", words))]
