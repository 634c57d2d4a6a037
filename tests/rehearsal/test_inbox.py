"""The inbox's page over TLS: it answers under its own name only, reads no bodies, and has an icon."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator
from email.message import EmailMessage
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from smtplib import SMTP

import pytest

from simulation.certificates import make_certificates
from simulation.mailbox.receiving import OFFERED_AGAIN
from simulation.mailbox.serving import Mailbox, MailboxSettings

MEGABYTE = b"x" * 1024 * 1024


@pytest.fixture
def tls(tmp_path: Path) -> Path:
    make_certificates(tmp_path / "tls")
    return tmp_path / "tls"


@pytest.fixture
def mailbox(tmp_path: Path, tls: Path) -> Iterator[Mailbox]:
    mailbox = Mailbox(
        MailboxSettings(tmp_path / "mail", "127.0.0.1", 0, 0, tls / "mailbox.pem", tls / "mailbox.key")
    )
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture
def inbox(mailbox: Mailbox, tls: Path) -> Iterator[HTTPSConnection]:
    trusted = ssl.create_default_context(cafile=tls / "ca.pem")
    connection = HTTPSConnection("localhost", mailbox.http_port, timeout=5, context=trusted)
    yield connection
    connection.close()


def answer(inbox: HTTPSConnection, method: str, path: str, body: bytes = b"", **headers: str) -> HTTPResponse:
    inbox.request(method, path, body or None, headers)
    return inbox.getresponse()


@pytest.mark.parametrize("path", ["/", "/ja/", "/messages.json", "/alive", "/nowhere"])
def test_under_a_foreign_name_it_shows_nothing_but_a_page_that_says_so(inbox: HTTPSConnection, path: str) -> None:
    said = answer(inbox, "GET", path, Host="mailbox.attacker.example")
    assert said.status == 400
    assert "このアドレスではメールボックスを開けません" in said.read().decode()
    assert "default-src 'none'" in said.headers["Content-Security-Policy"]


def test_it_answers_under_its_own_names(inbox: HTTPSConnection, mailbox: Mailbox) -> None:
    for name in ("localhost", "127.0.0.1"):
        said = answer(inbox, "GET", "/messages.json", Host=f"{name}:{mailbox.http_port}")
        assert json.load(said) == []


@pytest.mark.parametrize("path", ["/", "/ja/", "/nowhere"])
def test_a_megabyte_is_refused_with_a_page_of_its_own(inbox: HTTPSConnection, path: str) -> None:
    said = answer(inbox, "POST", path, MEGABYTE)
    assert said.status == 413
    assert "送られた内容が長すぎます" in said.read().decode()


def test_a_form_that_nobody_made_is_refused_with_a_page_of_its_own(inbox: HTTPSConnection) -> None:
    said = answer(inbox, "POST", "/ja/", b"a=b")
    assert said.status == 405
    assert "GET" in said.headers["Allow"]
    assert "このページでは送信できません" in said.read().decode()


def test_the_icon_is_where_the_page_says_and_where_browsers_look(inbox: HTTPSConnection) -> None:
    listed = answer(inbox, "GET", "/ja/")
    assert 'rel="icon" href="/static/icon.svg"' in listed.read().decode()
    assert "img-src 'self'" in listed.headers["Content-Security-Policy"]
    for path in ("/static/icon.svg", "/favicon.ico"):
        icon = answer(inbox, "GET", path)
        assert icon.read().startswith(b"<svg")
        assert icon.headers.get_content_type() == "image/svg+xml"


def test_a_mail_that_is_offered_again_is_kept_once_and_noted_without_its_address(
    mailbox: Mailbox, tls: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "a@b.example", "hanako@resident.example", "<1@b.example>"
    with SMTP("localhost", mailbox.smtp_port, timeout=5) as host:
        host.starttls(context=ssl.create_default_context(cafile=tls / "ca.pem"))
        for _ in range(3):
            host.send_message(mail)
    assert len(mailbox.shelf.mails()) == 1
    log = capfd.readouterr().err
    assert log.count(OFFERED_AGAIN) == 2
    assert "hanako" not in log
