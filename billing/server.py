"""The server: cheroot over TLS 1.2 or newer, stopped by SIGTERM or Ctrl-C."""

import logging
import signal
import ssl
import sys
from collections.abc import Callable
from threading import Thread
from types import FrameType

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from flask import Flask

from billing.log import write_fault
from billing.settings import BillingSettings

SECONDS_TO_FINISH = 20
"""For the answers under way when the system is told to stop."""

LARGEST_READ = 2 * 1024 * 1024
"""The application refuses far less with a page; beyond this the server does not even read."""


class ClosedNetworkServer(Server):
    """Cheroot that logs faults only, without addresses of terminals and without what people typed."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:  # noqa: ARG002 -- cheroot's signature
        """Write the kind of a fault; its words, which are all that cheroot tells, could be what somebody typed."""
        if level >= logging.ERROR:
            write_fault("server", sys.exception())


def make_server(app: Flask, settings: BillingSettings) -> ClosedNetworkServer:
    """Make the TLS server; raise OSError or ssl.SSLError when certificate and key cannot be used."""
    server = ClosedNetworkServer((settings.host, settings.port), app, numthreads=8, server_name="billing")
    server.ssl_adapter = make_door(settings)
    server.max_request_body_size = LARGEST_READ
    server.shutdown_timeout = SECONDS_TO_FINISH
    return server


def make_door(settings: BillingSettings) -> BuiltinSSLAdapter:
    """Make what encrypts; raise OSError or ssl.SSLError when certificate and key cannot be used."""
    adapter = BuiltinSSLAdapter(str(settings.certificate), str(settings.private_key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    return adapter


def run_until_told(server: ClosedNetworkServer, read_anew: Callable[[], None] = lambda: None) -> None:
    """Serve until SIGTERM or SIGINT arrives, finish the answers under way, then leave with exit code 0.

    On SIGHUP `read_anew` is called beside the answers.
    """

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    def read(_number: int, _frame: FrameType | None) -> None:
        Thread(target=read_anew, name="reading anew", daemon=True).start()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGHUP, read)
    server.safe_start()
