"""What the processes wrote into their logs: how much, and whether the reference slipped in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class InLog:
    """Size of one process's log in bytes, and in how many of its lines the reference stands, in either form."""

    there: bool = False
    size: int = 0
    naming: int = 0


def read_log(file: Path, *references: str) -> InLog:
    """Read one log; a missing one is no trouble."""
    try:
        content = file.read_bytes()
    except OSError:
        return InLog()
    marks = [reference.encode() for reference in references if reference]
    return InLog(True, len(content), sum(any(mark in line for mark in marks) for line in content.splitlines()))
