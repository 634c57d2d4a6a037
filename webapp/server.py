"""The window's server: granian, TLS 1.2 or newer. SIGTERM finishes what is under way, SIGHUP reads files anew."""

from __future__ import annotations

import os
import socket
from threading import Timer
from typing import Any

from granian.constants import Interfaces, SSLProtocols
from granian.net import SocketSpec  # type: ignore[attr-defined]  # it is how granian itself says it
from granian.server.mp import MPServer

from intake.log import keep_to_the_list, logger
from intake.own_memory import shut_memory
from intake.readiness import Readiness
from intake.side_door import open_side_door
from intake.starting import REFUSALS
from webapp.server_log import CONFIGURATION
from webapp.settings import ListenerSettings, listener_settings, window_settings
from webapp.stepping_back import STEP_BACK, step_back_when_told

THREADS = 64
"""Threads wait for bodies that arrive slowly, so there are more of them than work needs. Whoever sends more half
requests than this stops the window; in operation nginx stands in front, which hands over whole requests only."""

SECONDS_TO_FINISH = 30
"""For the requests under way when a worker is told to go."""

SECONDS_TO_WARM_UP, SECONDS_TO_STEP_BACK = 2.0, 1.0
"""In which the next worker starts while the one before still takes people in; and then only answers."""


_DOOR: list[int] = []
"""The listening socket, which a worker has from the process that it was forked from."""


def application() -> object:
    """The WSGI application; called in the worker process."""
    shut_memory()
    keep_to_the_list("window")
    try:
        from webapp.app import create_app  # noqa: PLC0415 - the worker builds it, not the process that listens

        for door in _DOOR:
            step_back_when_told(door)
        app = create_app(window_settings(os.environ))
        window = app.extensions["window"]
        open_side_door(os.environ, Readiness(window.store, os.environ), window.meters)
        return app
    except Exception as problem:  # its traceback would be printed, and its words could be anybody's
        logger("window").error("worker refused", trouble=type(problem).__name__)
        raise SystemExit(1) from None


class WindowServer(MPServer):
    """Granian that turns nobody away while one worker leaves and the next one comes.

    Both listen on one socket, and new files are taken over only when they are fit for it.
    """

    def __init__(self, door: ListenerSettings) -> None:
        self._door = door
        super().__init__(
            "webapp.server:application",
            factory=True,
            interface=Interfaces.WSGI,
            address=door.host,
            port=door.port,
            ssl_cert=door.certificate,
            ssl_key=door.private_key,
            ssl_protocol_min=SSLProtocols.tls12,
            workers=1,  # SQLite has one writer anyway
            blocking_threads=THREADS,
            backlog=door.backlog,
            backpressure=door.connections,
            log_access=False,
            log_dictconfig=CONFIGURATION,
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=SECONDS_TO_WARM_UP + SECONDS_TO_STEP_BACK,
            workers_kill_timeout=SECONDS_TO_FINISH,
        )

    def _init_shared_socket(self) -> None:
        """Bound once, here. Granian's own way on Linux is a socket for each worker, whose queue goes with it."""
        held: Any = SocketSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._ssp, self._shd = None, held
        _DOOR.append(held.get_fd())
        self._sso = socket.socket(fileno=held.get_fd())
        self._sso.set_inheritable(True)

    def _reload(self, *how: Any) -> None:
        """Another worker, if what it will read is fit; else everything stays as it is, and the log says why."""
        try:
            window_settings(os.environ)
            door = listener_settings(os.environ)
            self.build_ssl_context(door.certificate, door.private_key, None, SSLProtocols.tls12, None, [], False)
        except REFUSALS as problem:
            self.reload_signal = False
            self.main_loop_interrupt.clear()
            logger("window").error("reload refused", kind=type(problem).__name__, trouble=str(problem))
            return
        for worker in self.wrks:
            Timer(SECONDS_TO_WARM_UP, os.kill, (worker._id(), STEP_BACK)).start()  # type: ignore[no-untyped-call]
        super()._reload(*how)  # type: ignore[no-untyped-call]  # granian's


def make_server(door: ListenerSettings) -> WindowServer:
    """The server; `serve` listens until SIGTERM or SIGINT. OSError when the certificate can't be used."""
    return WindowServer(door)


def listener() -> ListenerSettings:
    """From this process's environment."""
    return listener_settings(os.environ)
