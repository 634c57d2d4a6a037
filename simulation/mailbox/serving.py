"""The mailbox as one thing that starts and stops: mail server and page, over the same shelf."""

from __future__ import annotations

import logging
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server

from intake.log import logger
from simulation.mailbox.keeping import Shelf
from simulation.mailbox.page import create_app
from simulation.mailbox.receiving import Keeper, bound, make_door, tls

LARGEST_READ = 2 * 1024 * 1024
"""The page refuses far less in words; beyond this the server does not even read."""


@dataclass(frozen=True)
class MailboxSettings:
    """Folder of the mails, ports (0 picks a free one), certificate and key (PEM); no username, no login."""

    folder: Path
    host: str
    smtp_port: int
    http_port: int
    certificate: Path
    private_key: Path
    username: str = ""
    password: str = field(default="", repr=False)


class QuietServer(Server):
    """Cheroot that logs no tracebacks."""

    def error_log(self, msg: str = "", level: int = 20, traceback: bool = False) -> None:  # noqa: ARG002 - cheroot's signature
        """Say that there was trouble, not what was in it; browsers that hang up are none."""
        if level >= logging.WARNING:
            logger("mailbox").warning("page trouble")


class Mailbox:
    """Mail server and page. After `start` the ports are those that were really taken."""

    def __init__(self, settings: MailboxSettings) -> None:
        self._settings = settings
        self.shelf = Shelf(settings.folder)
        self.smtp_port = settings.smtp_port
        self.http_port = settings.http_port

    def start(self) -> None:
        """Listen on both ports; OSError when one is taken or the certificate can't be used."""
        settings = self._settings
        context = tls(str(settings.certificate), str(settings.private_key))
        listening = bound(settings.host, settings.smtp_port)
        self._door = make_door(listening, Keeper(self.shelf), context, settings.username, settings.password)
        self._door.start()
        self._page = _page_server(settings, self.shelf)
        self._page.prepare()
        self._serving = threading.Thread(target=self._page.serve, daemon=True)
        self._serving.start()
        self.smtp_port, self.http_port = self._door.port, int(self._page.bind_addr[1])

    def stop(self) -> None:
        """Close both; mails under way are finished or not answered."""
        self._page.stop()
        self._serving.join()
        self._door.stop()


def _page_server(settings: MailboxSettings, shelf: Shelf) -> QuietServer:
    server = QuietServer(
        (settings.host, settings.http_port),
        create_app(shelf, ("localhost", settings.host)),
        numthreads=4,
        server_name="mailbox",
    )
    server.max_request_body_size = LARGEST_READ
    server.shutdown_timeout, server.expiration_interval = 1, 0.1
    server.ssl_adapter = BuiltinSSLAdapter(str(settings.certificate), str(settings.private_key))
    return server


def serve(settings: MailboxSettings) -> None:
    """Run until SIGTERM or Ctrl-C, then leave."""
    told: list[int] = []

    def heard(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, heard)
    mailbox = Mailbox(settings)
    mailbox.start()
    logger("mailbox").info("listening", kind="smtp", port=mailbox.smtp_port)
    logger("mailbox").info("listening", kind="https", port=mailbox.http_port)
    while not told:
        time.sleep(0.2)
    mailbox.stop()
