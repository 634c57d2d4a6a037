"""The scenery of the post room: certificates, mail servers, a postman, and mails in the outbox."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives import serialization

from emails.letters.facts import VERIFYING
from emails.postman import Postman
from emails.settings import PostmanSettings, SmtpDoor
from intake.sealing.keys import write_private
from intake.sealing.letterbox import post
from intake.sealing.mypage import new_secret
from intake.store.engine import Store
from intake.store.outbox import Mail, enqueue
from intake.store.outbox import mail as find_mail
from intake.town import Town
from simulation.mailbox.receiving import Door, bound, make_door, tls
from simulation.mailbox.serving import Mailbox, MailboxSettings
from tests.postal.certificates import Certificates, make_certificates
from tests.scenery import EMAIL, PrivateKeys, StandingClock

PASSPHRASE = "postman's passphrase"
REFERENCE = "4120703957"
BASE_URL = "https://desk.mizuguchi.example"
TOKEN = "AbCdEfGhIjKlMnOpQrStUv.aSfQ8Q.Zg3nJkLmNoPqRsTuVwXyZ012345"

Write = Callable[..., UUID]
"""Puts a mail into the outbox: `write(kind, **facts)`, and returns its id."""

MakePostman = Callable[..., Postman]
"""A postman for a port: `make_postman(port, ca=…, most_tries=…, username=…, password=…)`."""

OpenOffice = Callable[..., Door]
"""A mail server with a handler: `open_office(handler, certificate=…, username=…, in_clear=…)`."""


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def mailbox(tmp_path: Path, certificates: Certificates) -> Iterator[Mailbox]:
    """Wants a login, keeps mails, shows them."""
    pair = (certificates.certificate, certificates.private_key)
    mailbox = Mailbox(MailboxSettings(tmp_path / "mails", "127.0.0.1", 0, 0, *pair, "postman", "hunter2"))
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def open_office(certificates: Certificates) -> Iterator[OpenOffice]:
    doors: list[Door] = []

    def open_one(
        handler: Any,
        pair: tuple[Path, Path] = (certificates.certificate, certificates.private_key),
        port: int = 0,
        in_clear: bool = False,
        **login: str,
    ) -> Door:
        listening = bound("127.0.0.1", port)
        context = tls(str(pair[0]), str(pair[1]))
        doors.append(Door(listening, handler) if in_clear else make_door(listening, handler, context, **login))
        doors[-1].start()
        return doors[-1]

    yield open_one
    for door in doors:
        door.stop()


@pytest.fixture(scope="session")
def postman_key(private_keys: PrivateKeys, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "postman.pem"
    sealed = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    pkcs8 = serialization.PrivateFormat.PKCS8
    write_private(path, private_keys.postman.private_bytes(serialization.Encoding.PEM, pkcs8, sealed))
    return path


@pytest.fixture
def make_postman(certificates: Certificates, postman_key: Path, town: Town) -> MakePostman:
    def make(port: int, most_tries: int = 24, **door: Any) -> Postman:
        to = replace(SmtpDoor("localhost", port, certificates.ca, "postman", "hunter2"), **door)
        settings = PostmanSettings("", postman_key, PASSPHRASE, BASE_URL, to, town, most_tries=most_tries)
        return Postman(settings)

    return make


@pytest.fixture
def write(store: Store, clock: StandingClock, private_keys: PrivateKeys) -> Write:
    def put(kind: str = "verification", subject: UUID | None = None, **facts: str) -> UUID:
        subject = subject or uuid4()
        reference = "" if kind in VERIFYING else REFERENCE
        payload = post(facts_of(kind, clock) | facts, str(subject), private_keys.postman.public_key())
        with store.writing() as session:
            return enqueue(session, kind, subject, payload, clock.now(), reference).id

    return put


def facts_of(kind: str, clock: StandingClock) -> dict[str, str]:
    """What the window and the desk put into a mail of a kind."""
    facts = {"to": EMAIL, "language": "ja"}
    if kind not in VERIFYING:
        return facts | {"secret": new_secret()}
    later = clock.now().replace(day=clock.now().day + 1).isoformat()
    return facts | {"procedure": "start", "token": TOKEN, "code": "048213", "expires_at": later}


def found(store: Store, mail_id: UUID) -> Mail:
    """The row of a mail as it is now."""
    with store.reading() as session:
        row = find_mail(session, mail_id)
    assert row is not None
    return row


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
