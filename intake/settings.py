"""Settings come from the environment once, at the start of a process; a missing one stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class SettingMissing(Exception):
    """A setting that the process cannot do without is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not set; the process does not start without it")


def required(environ: Mapping[str, str], name: str) -> str:
    """The value of a setting; SettingMissing where it is absent or empty. No secret has a default."""
    value = environ.get(name, "").strip()
    if not value:
        raise SettingMissing(name)
    return value


def required_file(environ: Mapping[str, str], name: str) -> Path:
    """The path in a setting; SettingMissing where it is absent or names no file."""
    path = Path(required(environ, name))
    if not path.is_file():
        raise SettingMissing(name)
    return path


def secret_from_file(environ: Mapping[str, str], name: str) -> str:
    """A secret kept in a file, so that it never stands in a process list or an environment listing."""
    secret = required_file(environ, name).read_text(encoding="ascii").strip()
    if not secret:
        raise SettingMissing(name)
    return secret
