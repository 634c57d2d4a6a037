"""Mail servers with moods: they refuse, dawdle, or have something happen while they hold a mail. And a wiretap."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import ClassVar

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MoodyOffice:
    """Answers as told, and remembers what reached it. `dawdle` is in seconds, before the last answer,
    `hesitate` before the answer to a recipient.
    """

    to_recipient: str = "250 OK"
    to_data: str = "250 OK"
    dawdle: float = 0.0
    hesitate: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    recipients: list[str] = field(default_factory=list)
    arrived: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.recipients.append(address)
        await asyncio.sleep(self.hesitate)
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        self.arrived.append(message_from_bytes(envelope.original_content or b"", policy=policy.default))
        self.meanwhile()
        await asyncio.sleep(self.dawdle)
        return self.to_data


class VerbatimSMTP(SMTP):
    """aiosmtpd that remembers RCPT lines as they stood on the wire; it strips quotes when it reads addresses."""

    lines: ClassVar[list[str]] = []

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        self.lines.append(arg)
        await super().smtp_RCPT(arg)


class Wiretap:
    """Stands between postman and mail server, and hears every byte that the postman says."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.heard = bytearray()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                there = socket.create_connection(("127.0.0.1", self._to_port))
                for source, target, record in ((here, there, True), (there, here, False)):
                    threading.Thread(target=self._pass_on, args=(source, target, record), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, record: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                if record:
                    self.heard += piece
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)
