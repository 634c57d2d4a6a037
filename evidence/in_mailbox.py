"""What came out of the post room: the residents' mailboxes, counted and never quoted."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path


@dataclass(frozen=True)
class InMailbox:
    """How many mails there are; how many name a reference; how many of those hold a link to My Page."""

    mails: int = 0
    with_reference: int = 0
    with_link: int = 0


def read_mailbox(folder: Path, reference: str) -> InMailbox:
    """Read every mail of a folder, decoded. `reference` as people see it; empty: only count."""
    texts = [_text(file) for file in sorted(folder.glob("**/*.eml"))]
    naming = [text for text in texts if reference and reference in text]
    return InMailbox(len(texts), len(naming), sum("/mypage#" in text for text in naming))


def _text(file: Path) -> str:
    """Subject and text of a mail; nothing of one that can't be read."""
    try:
        message = message_from_bytes(file.read_bytes(), policy=policy.default)
        return "\n".join([str(message.get("Subject", "")), *_bodies(message)])
    except (OSError, MessageError, LookupError, ValueError):
        return ""


def _bodies(message: EmailMessage) -> list[str]:
    return [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
