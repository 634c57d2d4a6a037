"""The mails of a demo, read from the folder of its mailbox: hundreds of people ask at once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Lock


class Letterbox:
    """Everything that has arrived, each file read once. May be asked by many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._lock = folder, Lock()
        self._read: set[str] = set()
        self._mails: dict[str, list[EmailMessage]] = defaultdict(list)

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What somebody has got, newest last."""
        self._look()
        return list(self._mails[address])

    def about(self, subject: str) -> Counter[str]:
        """How many mails with some words in their subject there are, by the ten digits of their reference."""
        self._look()
        everything = [mail for mails in self._mails.values() for mail in mails]
        found = [
            re.search(r"\b\d{3}-\d{3}-\d{3}-\d\b", text_of(mail))
            for mail in everything
            if subject in mail["Subject"]
        ]
        return Counter(each[0].replace("-", "") for each in found if each)

    def _look(self) -> None:
        with self._lock:
            for path in sorted(self._folder.glob("*.eml")):
                if path.name not in self._read:
                    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
                    self._mails[str(mail["Delivered-To"])].append(mail)
                    self._read.add(path.name)


def text_of(mail: EmailMessage) -> str:
    """The words of a mail."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""
