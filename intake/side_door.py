"""A door for whoever runs the machine: `/healthz`, `/readyz`, `/metrics`. Never the one that visitors come by.

Plain HTTP on an address of the machine itself or of the office's own network, without cookies, without a log, and
nothing that is asked for leads anywhere but to one of the fixed answers.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from intake.metering import Meters
from intake.readiness import Readiness
from intake.settings import SettingUnfit, required

SIDE_DOOR = "MIZUGUCHI_SIDE_DOOR"
PATIENCE = 5
"""Seconds to wait for who asks."""

TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' form, which is also plain text."""

Answers = Mapping[str, Callable[[], tuple[int, bytes]]]


def open_side_door(environ: Mapping[str, str], readiness: Readiness, meters: Meters) -> SideDoor | None:
    """Open it where the environment says where, in a thread of its own. SettingUnfit, OSError."""
    if not environ.get(SIDE_DOOR, "").strip():
        return None
    meters.ask("mizuguchi_ready", lambda: float(readiness.answer()[0] == 200))
    answers: Answers = {
        "/healthz": lambda: (200, b"alive\n"),
        "/readyz": readiness.answer,
        "/metrics": lambda: (200, meters.text()),
    }
    door = SideDoor(address_of(environ), answers)
    Thread(target=door.serve_forever, name="side door", daemon=True).start()
    return door


def address_of(environ: Mapping[str, str]) -> tuple[str, int]:
    """Address and port; SettingUnfit for all the world, or for what is no address."""
    host, _, port = required(environ, SIDE_DOOR).rpartition(":")
    try:
        address, number = ipaddress.IPv4Address(host), int(port)
    except ValueError:
        raise SettingUnfit(f"{SIDE_DOOR} has to be an address and a port, as in 127.0.0.1:9464") from None
    if address.is_unspecified or not (address.is_loopback or address.is_private):
        raise SettingUnfit(f"{SIDE_DOOR} has to be an address of this machine or of the office's own network")
    return str(address), number


def ask(environ: Mapping[str, str], path: str = "/readyz") -> tuple[int, str]:
    """Status and text of an answer of the side door; OSError while nobody is there."""
    host, port = address_of(environ)
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except http.client.HTTPException as odd:
        raise OSError(type(odd).__name__) from None
    finally:
        connection.close()


class SideDoor(ThreadingHTTPServer):
    """Shares its port with the process that takes over from this one, so that there is always somebody."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], answers: Answers) -> None:
        self.answers = answers
        super().__init__(address, _Visitor)

    def server_bind(self) -> None:
        """As one of several."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self.socket.bind(self.server_address)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who hangs up is no trouble, and an address belongs in no log."""


class _Visitor(BaseHTTPRequestHandler):
    server: SideDoor
    timeout = PATIENCE
    server_version, sys_version = "side-door", ""

    def do_GET(self) -> None:
        """One of the answers, or none."""
        status, text = self.server.answers.get(self.path, lambda: (404, b"nothing here\n"))()
        self.send_response(status)
        self.send_header("Content-Type", TEXT)
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_words: Any) -> None:
        """Whoever asks every ten seconds would fill the log with himself."""
