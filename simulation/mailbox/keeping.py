"""Keeping mails as files, each on disk before its "250", and each only once."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from pathlib import Path
from threading import Lock


@dataclass(frozen=True)
class KeptMail:
    """A mail as its reader sees it. `mark` names it in links; `sent_at` is what the sender's clock said."""

    mark: str
    to: str
    sender: str
    subject: str
    text: str
    language: str
    received_at: datetime
    sent_at: datetime


class Shelf:
    """A folder with one `.eml` file a mail; the name begins with the nanosecond of arrival."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = Lock()
        self._mails = {path.stem: _read(path) for path in sorted(folder.glob("*.eml"))}
        self._known = {name.partition("-")[2] for name in self._mails}

    def keep(self, content: bytes, sender: str, recipient: str) -> bool:
        """Write a mail down (OSError when it can't); False when this mailbox has one with its Message-ID."""
        with self._lock:
            digest = _digest(content, recipient)
            if digest in self._known:
                return False
            path = self._folder / f"{time.time_ns():020d}-{digest}.eml"
            _write(path, _trace(sender, recipient) + content)
            self._mails[path.stem] = _read(path)
            self._known.add(digest)
            return True

    def mails(self) -> Sequence[KeptMail]:
        """All mails, newest last."""
        with self._lock:
            return tuple(self._mails.values())

    def mail(self, mark: str) -> KeptMail | None:
        """The mail with a mark, if it is there."""
        return next((mail for mail in self.mails() if mail.mark == mark), None)


def plain_address(address: str) -> str:
    """`a..b@docomo.ne.jp` for `"a..b"@docomo.ne.jp`: as people write it."""
    local, _, domain = address.rpartition("@")
    return f"{local[1:-1]}@{domain}" if local[:1] == local[-1:] == '"' else address


def _digest(content: bytes, recipient: str) -> str:
    """One mailbox, one Message-ID. A mail without any is told by its content."""
    identity = str(message_from_bytes(content).get("Message-ID", "")).encode() or content
    return sha256(recipient.encode() + b"\0" + identity).hexdigest()[:24]


def _trace(sender: str, recipient: str) -> bytes:
    """The lines that a mail server puts above a mail that it delivers."""
    return f"Return-Path: <{sender}>\r\nDelivered-To: {plain_address(recipient)}\r\n".encode()


def _write(path: Path, content: bytes) -> None:
    """On disk with its name, or not there at all."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> KeptMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    received_at = datetime.fromtimestamp(int(path.stem.partition("-")[0]) / 1e9, UTC)
    language = str(message.get("Content-Language", "")).partition(",")[0]
    return KeptMail(
        mark=path.stem.partition("-")[2],
        to=str(message["Delivered-To"]),
        sender=parseaddr(str(message.get("From", "")))[1],
        subject=str(message.get("Subject", "")),
        text=_text(message),
        language=language or "ja",
        received_at=received_at,
        sent_at=getattr(message.get("Date"), "datetime", None) or received_at,
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""
