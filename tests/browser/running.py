"""Start `mizuguchi demo` as a process and speak with it as a stranger's program would: by its ready file."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READY_WITHIN = 120
PORTS = 6


@dataclass
class RunningDemo:
    """A demo that is up."""

    process: subprocess.Popen[bytes]
    home: Path
    base_port: int
    options: tuple[str, ...]

    @property
    def ready(self) -> dict[str, Any]:
        """The ready file as it is now; pids change when a process was started again."""
        found: dict[str, Any] = json.loads(self.ready_file.read_text())
        return found

    @property
    def ready_file(self) -> Path:
        return self.home.parent / "ready.json"

    def account(self, role: str, number: int = 0) -> dict[str, str]:
        found: dict[str, str] = [each for each in self.ready["accounts"] if each["role"] == role][number]
        return found

    def messages(self) -> list[dict[str, str]]:
        """Everything that the mailboxes have received, newest last."""
        context = ssl.create_default_context(cafile=self.ready["ca"])
        with urllib.request.urlopen(f"{self.ready['inbox']}/messages.json", context=context) as answer:  # noqa: S310
            found: list[dict[str, str]] = json.load(answer)
            return found

    def mail(self, to: str, text: str, within: float = 30) -> dict[str, str]:
        """The newest mail to somebody whose text or subject holds some words."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            found = [m for m in self.messages() if m["to"] == to and text in m["subject"] + m["text"]]
            if found:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError(f"no mail with {text!r} within {within} s")


def free_base_port() -> int:
    """A port with free neighbours."""
    for base in range(20000 + os.getpid() % 9000, 39000, 10):
        try:
            for port in range(base, base + PORTS):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return base
    raise AssertionError("no free ports")


def start_demo(folder: Path, *options: str, base_port: int | None = None) -> RunningDemo:
    """Start and wait until the ready file is there."""
    port = base_port or free_base_port()
    home, log = folder / "home", (folder / "demo.log").open("ab")
    ready = folder / "ready.json"
    ready.unlink(missing_ok=True)
    command = [str(Path(sys.executable).with_name("mizuguchi")), "demo"]
    command += ["--home", str(home), "--base-port", str(port), "--ready-file", str(ready), *options]
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder)
    demo = RunningDemo(process, home, port, options)
    deadline = time.monotonic() + READY_WITHIN
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(demo)
            raise AssertionError((folder / "demo.log").read_text()[-3000:])
        time.sleep(0.2)
    return demo


def stop(demo: RunningDemo) -> int:
    """SIGTERM, as a service manager does."""
    if demo.process.poll() is None:
        demo.process.send_signal(signal.SIGTERM)
    try:
        return demo.process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        demo.process.kill()
        return demo.process.wait()
