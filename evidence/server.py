"""The desk's server: cheroot over TLS 1.2 or newer, stopped by SIGTERM or Ctrl-C."""

from __future__ import annotations

import logging
import signal
import ssl
from types import FrameType

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from flask import Flask

from evidence.settings import DeskSettings
from intake.log import logger

LARGEST_READ = 2 * 1024 * 1024
"""The application refuses far less with a page; beyond this the server does not even read."""


class QuietServer(Server):
    """Cheroot that logs no tracebacks: their last line likes to repeat what somebody typed."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: ARG002 - cheroot's signature
        """Say that there was trouble, not what was in it; browsers that hang up are none."""
        if level >= logging.WARNING:
            logger("desk").warning("server trouble")


def make_server(app: Flask, settings: DeskSettings) -> QuietServer:
    """Make the TLS server; OSError when certificate and key cannot be used."""
    server = QuietServer((settings.host, settings.port), app, numthreads=4, server_name="desk")
    adapter = BuiltinSSLAdapter(str(settings.certificate), str(settings.private_key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    server.ssl_adapter = adapter
    server.max_request_body_size = LARGEST_READ
    return server


def run_until_told(server: QuietServer) -> None:
    """Serve until SIGTERM or SIGINT arrives, finish the answers under way, then leave with exit code 0."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    server.safe_start()
