"""The console's server: cheroot, TLS 1.2 or newer, which asks terminals for their certificate."""

from __future__ import annotations

import signal
import socket
import ssl
from collections.abc import Callable
from threading import Thread
from types import FrameType
from typing import Any

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from flask import Flask

from admin.settings import ConsoleSettings, Terminals
from intake.log import logger

HANDSHAKE_SECONDS = 3
"""Handshakes are taken one after the other; one that stalls must not hold up the next terminal for long."""

BACKLOG = 64
"""Terminals that wait to be connected; the centre has a dozen."""

SECONDS_TO_FINISH = 20
"""For the answers under way when the console is told to stop. A batch of slips is the longest."""

LARGEST_READ = 2 * 1024 * 1024
"""The application refuses far less with a page; beyond this the server does not even read."""


class TerminalDoor(BuiltinSSLAdapter):
    """TLS that asks for a certificate of the terminals' authority, and insists on it where required."""

    def __init__(self, settings: ConsoleSettings) -> None:
        super().__init__(str(settings.certificate), str(settings.private_key))
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.load_verify_locations(str(settings.terminal_ca))
        required = settings.terminals is Terminals.REQUIRED
        self.context.verify_mode = ssl.CERT_REQUIRED if required else ssl.CERT_OPTIONAL

    def wrap(self, sock: socket.socket) -> tuple[ssl.SSLSocket, dict[str, Any]]:
        """A connection after its handshake, with what the terminal showed in it."""
        sock.settimeout(HANDSHAKE_SECONDS)
        wrapped: tuple[ssl.SSLSocket, dict[str, Any]] = super().wrap(sock)  # type: ignore[no-untyped-call]
        return wrapped


class ConsoleServer(Server):
    """Cheroot that logs no words of a fault: they can hold what people typed."""

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: ARG002 - cheroot's
        """Note that there was trouble, and where it was the handshake."""
        logger("console").warning("server trouble", kind="handshake" if "TLS" in msg else "connection")


def make_server(app: Flask, settings: ConsoleSettings) -> ConsoleServer:
    """The server; OSError or ssl.SSLError when the certificates can't be used."""
    server = ConsoleServer((settings.host, settings.port), app, numthreads=8, server_name="console")
    server.ssl_adapter = TerminalDoor(settings)
    server.max_request_body_size = LARGEST_READ
    server.request_queue_size = BACKLOG
    server.shutdown_timeout = SECONDS_TO_FINISH
    return server


def take_over(server: ConsoleServer, app: Flask, settings: ConsoleSettings) -> None:
    """Answer the next requests by this app and under these certificates; what is under way ends as it began."""
    server.ssl_adapter = TerminalDoor(settings)
    server.wsgi_app = app


def run_until_told(server: ConsoleServer, read_anew: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGTERM or SIGINT, finish the answers under way, then leave with exit code 0.

    On SIGHUP `read_anew` is called beside the answers; it changes the server or leaves it as it is.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    def read(_number: int, _frame: FrameType | None) -> None:
        Thread(target=read_anew, name="reading anew", daemon=True).start()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGHUP, read)
    server.safe_start()
