"""All processes of the desk as they are really started, in a home of their own, over SQLite."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from intake.sealing.fingerprints import fingerprint
from intake.sealing.keys import read_public_keys
from intake.side_door import ask
from simulation.demo import Demo
from simulation.home import Home
from simulation.ports import Ports
from simulation.ready import urls
from simulation.zones import ZONES

LONGEST_START = 60
ROOMS = ("webapp", "admin", "postman", "housekeeper", "billing")


def free_ports(count: int) -> list[int]:
    """Ports on which nobody listens now."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in held]
    for each in held:
        each.close()
    return ports


def pins(folder: Path) -> dict[str, str]:
    """The settings that pin the public keys of a folder."""
    keys = vars(read_public_keys(folder))
    return {f"MIZUGUCHI_{name.upper()}_FINGERPRINT": fingerprint(key) for name, key in keys.items()}


@dataclass
class Premises:
    """A home that is furnished, and what runs in it. `told` is each process's environment."""

    home: Home
    ports: Ports
    told: dict[str, dict[str, str]]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @classmethod
    def furnished(cls, folder: Path, town: Path | None = None) -> Premises:
        """Keys, certificates, tables and accounts, as a demo makes them; nothing runs yet."""
        folder.mkdir(mode=0o700, exist_ok=True)
        home, ports = Home(folder), Ports(*free_ports(6))
        demo = Demo(home, ports, town=town) if town else Demo(home, ports)
        demo.prepare()
        told = {process.name: dict(process.environment) for process in demo.processes()}
        for room, port in zip(("webapp", "admin"), free_ports(2), strict=True):
            told[room]["MIZUGUCHI_SIDE_DOOR"] = f"127.0.0.1:{port}"
            told[room] |= pins(home.keys / "public")
        for room in ("postman", "housekeeper"):
            told[room]["MIZUGUCHI_METRICS_FILE"] = f"{folder}/{room}.prom"
        return cls(home, ports, told)

    @property
    def trust(self) -> ssl.SSLContext:
        """Trusts the home's authority."""
        return ssl.create_default_context(cafile=str(self.home.tls / "ca.pem"))

    def words(self, room: str) -> list[str]:
        """The command of a process."""
        return [str(Path(sys.executable).with_name("mizuguchi")), *ZONES[room].words.split()]

    def log(self, room: str) -> str:
        """What a process said so far, on both of its outputs."""
        return (self.home.logs / f"{room}.log").read_text()

    def start(self, room: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a process; a door is answered when this returns."""
        with (self.home.logs / f"{room}.log").open("ab") as paper:
            self.running[room] = subprocess.Popen(
                self.words(room),
                env=self.told[room] | more,
                stdout=paper,
                stderr=paper,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        if door := ZONES[room].door:
            self._wait_for(room, getattr(self.ports, door))
        return self.running[room]

    def refused(self, room: str, more: dict[str, str]) -> tuple[int, str]:
        """Exit code and words of a process that is expected not to start."""
        done = subprocess.run(
            self.words(room), env=self.told[room] | more, capture_output=True, text=True, check=False, timeout=30
        )
        return done.returncode, done.stdout + done.stderr

    def get(self, room: str, path: str, patience: float = 10) -> tuple[int, str]:
        """Status and text of a page; of a paper, as much as is text."""
        connection = self.asked(room, path, patience)
        try:
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        finally:
            connection.close()

    def asked(self, room: str, path: str, patience: float = 10) -> http.client.HTTPSConnection:
        """A connection on which a page was asked for that nobody has read yet."""
        port = getattr(self.ports, ZONES[room].door)
        connection = http.client.HTTPSConnection("localhost", port, context=self.trust, timeout=patience)
        connection.request("GET", path)
        return connection

    def certificate_of(self, room: str) -> bytes:
        """What a door shows."""
        port = getattr(self.ports, ZONES[room].door)
        return ssl.get_server_certificate(("127.0.0.1", port)).encode()

    def side(self, room: str, path: str) -> tuple[int, str]:
        """Status and text of an answer of a process's side door."""
        return ask({"MIZUGUCHI_SIDE_DOOR": self.told[room]["MIZUGUCHI_SIDE_DOOR"]}, path)

    @property
    def ready(self) -> dict[str, str]:
        """What a visitor has to know."""
        return urls(self.ports) | {"ca": str(self.home.tls / "ca.pem")}

    def mail(self, to: str, words: str) -> dict[str, str]:
        """The newest mail to somebody with some words in it."""
        deadline = time.monotonic() + LONGEST_START
        while True:
            found: list[dict[str, str]] = json.loads(self.get("mailbox", "/messages.json")[1])
            if theirs := [mail for mail in found if mail["to"] == to and words in mail["text"]]:
                return theirs[-1]
            assert time.monotonic() < deadline, "no such mail"
            time.sleep(0.1)

    def pids(self, room: str) -> list[int]:
        """A process and what it has started."""
        head = self.running[room].pid
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        return [head, *(int(child) for child in children)]

    def until_said(self, room: str, words: str) -> str:
        """What a process has said by the time these words are in it."""
        deadline = time.monotonic() + LONGEST_START
        while words not in self.log(room):
            assert time.monotonic() < deadline, self.log(room)
            time.sleep(0.05)
        return self.log(room)

    def close(self) -> None:
        """End all."""
        for process in self.running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait_for(self, room: str, port: int) -> None:
        deadline = time.monotonic() + LONGEST_START
        while True:
            assert self.running[room].poll() is None, self.log(room)
            assert time.monotonic() < deadline, self.log(room)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as plain:
                self.trust.wrap_socket(plain, server_hostname="localhost").close()
                return
            time.sleep(0.1)
