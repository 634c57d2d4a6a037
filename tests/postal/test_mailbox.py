"""The mailboxes of the rehearsal: nothing in clear, nothing lost, nothing twice; and a page to read."""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path

import html5lib
import pytest

from simulation.mailbox.keeping import Shelf, plain_address
from simulation.mailbox.page import create_app, pieces
from simulation.mailbox.serving import Mailbox
from tests.postal.certificates import Certificates

LINK = "https://desk.mizuguchi.example/ja/mypage#01234-56789-ABCDE-FGHJK-MNPQRS"


def message(number: int = 1, to: str = "hanako@resident.example") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "水道 <uketsuke@mizuguchi.example>", to
    mail["Subject"], mail["Content-Language"] = f"手続きが完了しました {number}", "ja"
    mail["Message-ID"], mail["Date"] = f"<{number}@mizuguchi.example>", "Mon, 23 Nov 2026 12:00:00 +0900"
    mail.set_content(f"本文 <b>&\n{LINK}\nおわり\n")
    return mail


@contextmanager
def a_connection(mailbox: Mailbox, certificates: Certificates) -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP("localhost", mailbox.smtp_port, timeout=5) as host:
        host.starttls(context=ssl.create_default_context(cafile=str(certificates.ca)))
        yield host


def test_it_takes_no_mail_in_clear(mailbox: Mailbox) -> None:
    with smtplib.SMTP("localhost", mailbox.smtp_port, timeout=5) as host, pytest.raises(smtplib.SMTPException):
        host.send_message(message())
    assert not mailbox.shelf.mails()


def test_it_takes_no_mail_from_who_has_not_logged_in(mailbox: Mailbox, certificates: Certificates) -> None:
    with a_connection(mailbox, certificates) as host:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            host.send_message(message())
        assert refused.value.smtp_code == 530
        with pytest.raises(smtplib.SMTPAuthenticationError):
            host.login("postman", "wrong")
    assert not mailbox.shelf.mails()


def test_the_rehearsal_reads_the_mails_as_json_newest_last(mailbox: Mailbox, certificates: Certificates) -> None:
    with a_connection(mailbox, certificates) as host:
        host.login("postman", "hunter2")
        for number in (1, 2, 2):
            host.send_message(message(number))
    context = ssl.create_default_context(cafile=str(certificates.ca))
    url = f"https://localhost:{mailbox.http_port}/messages.json"
    with urllib.request.urlopen(url, context=context, timeout=5) as answer:
        mails = json.load(answer)
    assert [mail["subject"] for mail in mails] == ["手続きが完了しました 1", "手続きが完了しました 2"]
    assert set(mails[0]) == {"to", "from", "subject", "text", "received_at"}
    assert mails[0]["to"] == "hanako@resident.example"
    assert mails[0]["from"] == "uketsuke@mizuguchi.example"
    assert LINK in mails[0]["text"]


def test_mails_are_still_there_after_a_restart_and_known_by_their_message_id(tmp_path: Path) -> None:
    first = Shelf(tmp_path)
    assert first.keep(message(1).as_bytes(), "a@b.example", "hanako@resident.example")
    assert first.keep(message(1).as_bytes(), "a@b.example", "taro@resident.example")

    second = Shelf(tmp_path)
    assert not second.keep(message(1).as_bytes(), "a@b.example", "hanako@resident.example")
    assert second.keep(message(2).as_bytes(), "a@b.example", '"a..b"@docomo.ne.jp')
    assert [mail.to for mail in second.mails()] == [
        "hanako@resident.example",
        "taro@resident.example",
        "a..b@docomo.ne.jp",
    ]
    assert not list(tmp_path.glob("*.part"))


def test_a_mail_that_broke_off_while_it_was_written_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "00000000000000000001-abc.part").write_bytes(b"From: half")
    assert not Shelf(tmp_path).mails()


def test_a_full_disk_is_told_to_the_sender(
    mailbox: Mailbox, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with a_connection(mailbox, certificates) as host:
        host.login("postman", "hunter2")
        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            host.send_message(message(1))
        monkeypatch.undo()
        assert refused.value.smtp_code == 452
        host.send_message(message(1))
    assert len(mailbox.shelf.mails()) == 1


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "これは参考実装です"), ("en", "This is a reference implementation")]
)
def test_the_page_shows_each_mail_with_a_plain_link_in_both_languages(
    tmp_path: Path, language: str, said: str
) -> None:
    shelf = Shelf(tmp_path)
    shelf.keep(message().as_bytes(), "a@b.example", "hanako@resident.example")
    client = create_app(shelf).test_client()
    listed = client.get(f"/{language}/")
    (mark,) = {mail.mark for mail in shelf.mails()}
    read = client.get(f"/{language}/mail/{mark}")
    for answer in (listed, read, client.get(f"/{language}/nowhere")):
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.text.count("<h1") == 1
    assert f'<html lang="{language}">' in read.text
    assert said in listed.text
    assert f'<a href="{LINK}" rel="noreferrer">{LINK}</a>' in read.text
    assert "本文 &lt;b&gt;&amp;" in read.text


def test_the_front_page_follows_the_browsers_language_and_mails_are_newest_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for number in (1, 2):
        shelf.keep(message(number).as_bytes(), "a@b.example", "hanako@resident.example")
    client = create_app(shelf).test_client()
    assert client.get("/", headers={"Accept-Language": "en-GB"}).location == "/en/"
    assert client.get("/").location == "/ja/"
    page = client.get("/ja/").text
    assert page.index("完了しました 2") < page.index("完了しました 1")
    assert "2通（新しい順）" in page
    assert client.get("/ja/mail/unknown").status_code == 404


def test_only_links_of_the_web_are_links() -> None:
    text = 'javascript:alert(1) http://a.example/x "https://b.example" ftp://c'
    assert [piece for is_link, piece in pieces(text) if is_link] == ["http://a.example/x", "https://b.example"]
    assert "".join(piece for _, piece in pieces(text)) == text


def test_an_address_is_shown_as_people_write_it() -> None:
    assert plain_address('"a..b"@docomo.ne.jp') == "a..b@docomo.ne.jp"
    assert plain_address("hanako@resident.example") == "hanako@resident.example"
