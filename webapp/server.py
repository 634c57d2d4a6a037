"""The window's server: granian, TLS 1.2 or newer."""

from __future__ import annotations

import os

from granian.constants import Interfaces, SSLProtocols
from granian.server import Server

from webapp.settings import ListenerSettings, listener_settings, window_settings

THREADS = 64
"""Threads wait for bodies that arrive slowly, so there are more of them than work needs. Whoever sends more half
requests than this stops the window; in operation nginx stands in front, which hands over whole requests only."""


def application() -> object:
    """The WSGI application; called in the worker process."""
    from webapp.app import create_app  # noqa: PLC0415 - the worker builds it, not the process that listens

    return create_app(window_settings(os.environ))


def serve(listener: ListenerSettings) -> None:
    """Listen until SIGTERM or SIGINT. One worker: SQLite has one writer anyway."""
    Server(
        "webapp.server:application",
        factory=True,
        interface=Interfaces.WSGI,
        address=listener.host,
        port=listener.port,
        ssl_cert=listener.certificate,
        ssl_key=listener.private_key,
        ssl_protocol_min=SSLProtocols.tls12,
        workers=1,
        blocking_threads=THREADS,
        log_access=False,
        log_enabled=True,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()


def listener() -> ListenerSettings:
    """From this process's environment."""
    return listener_settings(os.environ)
