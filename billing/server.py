"""The server: cheroot over TLS 1.2 or newer, stopped by SIGTERM or Ctrl-C."""

import logging
import signal
import ssl
import sys
from types import FrameType

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from flask import Flask

from billing.app import LARGEST_BODY
from billing.settings import BillingSettings


class ClosedNetworkServer(Server):
    """Cheroot that logs faults only, without addresses of terminals and without what people typed."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """Write a fault and the kind of its exception; the traceback could hold what somebody typed."""
        if level >= logging.ERROR:
            kind = type(sys.exception()).__name__ if traceback else ""
            print(f"billing server: {msg} {kind}".rstrip(), file=sys.stderr, flush=True)  # noqa: T201 -- stderr is the log here


def make_server(app: Flask, settings: BillingSettings) -> ClosedNetworkServer:
    """Make the TLS server; raise OSError or ssl.SSLError when certificate and key cannot be used."""
    server = ClosedNetworkServer((settings.host, settings.port), app, numthreads=8, server_name="billing")
    adapter = BuiltinSSLAdapter(str(settings.certificate), str(settings.private_key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    server.ssl_adapter = adapter
    server.max_request_body_size = LARGEST_BODY
    return server


def run_until_told(server: ClosedNetworkServer) -> None:
    """Serve until SIGTERM or SIGINT arrives, finish the answers under way, then leave with exit code 0."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    server.safe_start()
