"""The mail server of the rehearsal: STARTTLS or nothing, a login where one is set, and no "250" too early."""

from __future__ import annotations

import asyncio
import hmac
import logging
import socket
import ssl
from asyncio import AbstractServer
from collections.abc import Awaitable
from typing import Any

from aiosmtpd.controller import BaseThreadedController
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from intake.log import logger
from simulation.mailbox.keeping import Shelf

LARGEST_MAIL = 1024 * 1024
OFFERED_AGAIN = "offered again"
"""The log's words for a mail whose Message-ID was here before: somebody sent it a second time."""

NAME = "mailbox.mizuguchi.example"

# aiosmtpd's own log repeats addresses; what matters is said through `intake.log`.
logging.getLogger("mail.log").disabled = True


class Keeper:
    """Puts each mail on the shelf before it says that it has it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep the mail for each recipient. A full disk is told as such, and the sender tries again."""
        content, kept = envelope.original_content or b"", True
        try:
            for recipient in envelope.rcpt_tos:
                kept &= await asyncio.to_thread(self._shelf.keep, content, envelope.mail_from or "", recipient)
        except OSError as trouble:
            logger("mailbox").error("not kept", trouble=type(trouble).__name__)
            return "452 Not kept, please try again"
        if not kept:
            logger("mailbox").info(OFFERED_AGAIN)
        return "250 Kept"


class Door(BaseThreadedController):
    """The listening end, on a socket that is bound already, so that port 0 finds a free one."""

    def __init__(self, listening: socket.socket, handler: Any, **smtp: Any) -> None:
        super().__init__(handler, server_hostname=NAME, data_size_limit=LARGEST_MAIL, **smtp)
        self._listening = listening
        self.port: int = listening.getsockname()[1]

    def _create_server(self) -> Awaitable[AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._listening)

    def _trigger_server(self) -> None:
        with socket.create_connection(self._listening.getsockname()[:2], 5.0) as first:
            first.recv(1024)


def bound(host: str, port: int) -> socket.socket:
    """A socket bound to host and port; OSError when the port is taken."""
    return socket.create_server((host, port))


def tls(certificate: str, private_key: str) -> ssl.SSLContext:
    """The server's side of TLS 1.2 or newer."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificate, private_key)
    return context


def make_door(
    listening: socket.socket, handler: Any, context: ssl.SSLContext, username: str = "", password: str = ""
) -> Door:
    """A mail server that speaks with nobody in clear; with a username also with nobody who has not logged in."""

    def known(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        fits = isinstance(data, LoginPassword) and (
            hmac.compare_digest(data.login, username.encode())
            & hmac.compare_digest(data.password, password.encode())
        )
        return AuthResult(success=fits, handled=False)

    login = {"authenticator": known, "auth_required": True} if username else {}
    return Door(listening, handler, tls_context=context, require_starttls=True, **login)
