"""Looking at processes from outside, as an evaluator would: who lives, and waiting until something is so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep


def until(happens: Callable[[], object], seconds: float) -> bool:
    """Whether something becomes true within some seconds."""
    deadline = monotonic() + seconds
    while not happens():
        if monotonic() > deadline:
            return False
        sleep(0.05)
    return True


def group_of(leader: int) -> set[int]:
    """The living processes of a process group; the dead that nobody has buried do not count."""
    return {process for process, (state, group) in _processes().items() if group == leader and state != "Z"}


def commands_of(launcher: int) -> dict[str, int]:
    """The living children of a launcher that it holds on a leash: process ids by the words of their commands."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended while we looked
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            _, leash, words = (folder / "cmdline").read_text().partition("simulation.leash\0")
            if int(parent) == launcher and state != "Z" and leash:
                found[words.strip("\0").replace("\0", " ")] = int(folder.name)
    return found


def _processes() -> dict[int, tuple[str, int]]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        found[int(folder.name)] = (after_name[0], int(after_name[2]))
    return found
