"""The ready file: tells other programs where a demo answers, with which sign-ins and under which process ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from simulation.furnishing import write_privately
from simulation.home import Home
from simulation.ports import Ports
from simulation.sign_ins import SignIn

DOORS = ("resident", "staff", "desk", "inbox", "billing")


def urls(ports: Ports) -> dict[str, str]:
    """The addresses for a browser, by door."""
    return {door: ports.url(door) for door in DOORS}


def make_ready_to_write(path: Path) -> None:
    """Take away what an earlier demo told; OSError when this one could not tell anything there."""
    scratch = _scratch(path)
    write_privately(scratch, "")
    scratch.unlink()
    path.unlink(missing_ok=True)


def write_ready(path: Path, home: Home, ports: Ports, people: Iterable[SignIn], pids: Mapping[str, int]) -> None:
    """Write the whole file at once, readable for its owner only; who reads it never sees half of it."""
    facts = urls(ports) | {
        "ca": str(home.tls / "ca.pem"),
        "terminal_certificate": str(home.tls / "terminal.pem"),
        "terminal_key": str(home.tls / "terminal.key"),
        "accounts": [asdict(person) for person in people],
        "pids": dict(pids),
    }
    scratch = _scratch(path)
    write_privately(scratch, json.dumps(facts, indent=2) + "\n")
    scratch.replace(path)


def _scratch(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")
