"""A whole demo, started as a person would start it: as a command in a process of its own."""

from __future__ import annotations

import json
import os
import random
import signal
import ssl
import subprocess
import sys
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest

from simulation.ports import Ports
from simulation.zones import ZONES
from tests.rehearsal.watching import commands_of, group_of, until


@dataclass
class Running:
    """A demo at work: its command as a process, its home, its ready file."""

    command: subprocess.Popen[str]
    home: Path
    base_port: int
    ready_file: Path

    @property
    def ready(self) -> Any:
        return json.loads(self.ready_file.read_text())

    def account(self, role: str, number: int = 0) -> dict[str, str]:
        """A demo sign-in of a role."""
        found: dict[str, str] = [each for each in self.ready["accounts"] if each["role"] == role][number]
        return found

    def processes(self) -> dict[str, int]:
        """The ids of the processes that live at this moment, by name, also of those that do not answer yet."""
        living = commands_of(self.command.pid)
        return {name: living[zone.words] for name, zone in ZONES.items() if zone.words in living}

    def messages(self) -> list[dict[str, str]]:
        """Everything that the mailboxes have received, newest last."""
        trusted = ssl.create_default_context(cafile=self.home / "tls" / "ca.pem")
        inbox = f"https://localhost:{self.base_port + 3}/messages.json"
        with urllib.request.urlopen(inbox, context=trusted, timeout=10) as answer:
            found: list[dict[str, str]] = json.load(answer)
            return found

    def mail(self, to: str, words: str, within: float = 60) -> dict[str, str]:
        """The newest mail to somebody whose subject or text holds some words."""
        found: list[dict[str, str]] = []

        def arrived() -> bool:
            with suppress(OSError, HTTPException):  # the inbox may be away for a moment
                found[:] = [m for m in self.messages() if m["to"] == to and words in m["subject"] + m["text"]]
            return bool(found)

        assert until(arrived, within), f"no mail with {words!r} within {within} s"
        return found[-1]

    def end(self) -> int:
        """Ask it to end as systemd or a container engine would; its exit code."""
        if self.command.poll() is None:
            os.kill(self.command.pid, signal.SIGTERM)
        self.command.communicate(timeout=10)
        return self.command.returncode

    def living(self, pids: dict[str, int]) -> set[str]:
        """The processes of which anything still lives."""
        return {name for name, pid in pids.items() if group_of(pid)}


def free_base_port() -> int:
    """The first of six ports in a row that nobody uses."""
    while True:
        base = random.randrange(20000, 30000, 10)  # noqa: S311 - any free row will do
        if not Ports.counted_from(base).taken():
            return base


def demo_command(home: Path, base_port: int, *options: str) -> list[str]:
    command = Path(sys.executable).with_name("mizuguchi")
    return [str(command), "demo", "--home", str(home), "--base-port", str(base_port), *options]


def start(home: Path, base_port: int, *options: str, through: tuple[str, ...] = ()) -> Running:
    """Start a demo, perhaps through another program, and wait until it says that it is ready."""
    ready_file = home.parent / "ready.json"
    # Run from elsewhere, so that nothing leans on the folder of the sources.
    line = demo_command(home, base_port, "--ready-file", str(ready_file), *options)
    command = subprocess.Popen(
        [*through, *line[1:]] if through else line,
        cwd=home.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Running(command, home, base_port, ready_file)
    if not until(lambda: ready_file.exists() or command.poll() is not None, 60) or command.poll() is not None:
        command.kill()
        pytest.fail(command.communicate()[0])
    return running
