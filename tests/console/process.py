"""The console, or another room, as a process of its own, and what a terminal gets from it over TLS."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from admin.settings import ConsoleSettings


def environment(settings: ConsoleSettings, folder: Path, port: int, terminals: str) -> dict[str, str]:
    return os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_CONSOLE_HOST": "127.0.0.1",
        "MIZUGUCHI_CONSOLE_PORT": str(port),
        "MIZUGUCHI_CONSOLE_CERTIFICATE": str(settings.certificate),
        "MIZUGUCHI_CONSOLE_PRIVATE_KEY": str(settings.private_key),
        "MIZUGUCHI_CONSOLE_TERMINAL_CA": str(settings.terminal_ca),
        "MIZUGUCHI_CONSOLE_TERMINALS": terminals,
        "MIZUGUCHI_CONSOLE_SECRET_FILE": str(folder / "secret"),
        "MIZUGUCHI_OFFICE_KEY": str(settings.office_key),
        "MIZUGUCHI_OFFICE_PASSPHRASE_FILE": str(folder / "passphrase"),
        "MIZUGUCHI_PUBLIC_KEYS": str(folder / "public"),
    }


def mizuguchi(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).with_name("mizuguchi")), *arguments]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(environ: dict[str, str], room: str = "console") -> Iterator[subprocess.Popen[bytes]]:
    """A room at work. Its log goes nowhere: a pipe that nobody reads is full after some hundred requests."""
    process = subprocess.Popen(
        mizuguchi(room, "serve"), env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_it_listens(process, int(environ[f"MIZUGUCHI_{room.upper()}_PORT"]))
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_it_listens(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(200):
        assert process.poll() is None, "it did not start"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


def status(port: int, authority: Path, terminal: Path | None = None) -> int | None:
    """The status of an answer, or None where no answer came: TLS 1.3 refuses after the client has connected."""
    found = answer(port, authority, terminal)
    return found[0] if found else None


def answer(port: int, authority: Path, terminal: Path | None = None, form: str = "") -> tuple[int, str] | None:
    """Status and text of what the door answers, to a GET or to a form."""
    context = ssl.create_default_context(cafile=str(authority))
    if terminal:
        context.load_cert_chain(str(terminal))
    connection = http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=10)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request("POST" if form else "GET", "/sign-in", form or None, kind)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except (ssl.SSLError, OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
