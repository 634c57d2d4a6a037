"""What the centre and the resident write to each other, for tests of several rooms."""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from intake.clock import Clock
from intake.corresponding import answer, ask
from intake.inquiries import Words, read_answer, read_question
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from intake.store.messages import Message, messages_of

PAYLOAD = "<script>alert(1)</script><img src=x onerror=alert(2)> & \"quoted\" 'words' {{ 7*7 }} ％s"
"""What somebody writes who hopes that the other side's browser runs it."""


def asks(
    store: Store, keys: PublicKeys, reference: str, clock: Clock, question: str = "room", text: str = ""
) -> Words:
    """The centre asks, behind the console's back."""
    words = read_question(question, text)
    with store.writing() as session:
        ask(session, keys, _row(session, reference), words, secrets.token_hex(8), "clerk 1", clock.now())
    return words


def answers(store: Store, keys: PublicKeys, reference: str, clock: Clock, text: str = "305号室です") -> Words:
    """The resident answers, behind the window's back."""
    words = read_answer(text)
    with store.writing() as session:
        answer(session, keys, _row(session, reference), words, secrets.token_hex(8), clock.now())
    return words


def thread(store: Store, reference: str) -> list[Message]:
    """The sealed messages, oldest first."""
    with store.reading() as session:
        return list(messages_of(session, _row(session, reference).id))


def _row(session: Session, reference: str) -> Application:
    found = by_reference(session, reference.replace("-", ""))
    assert found
    return found
