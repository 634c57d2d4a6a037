"""The practice mailbox: empty, with mails of several languages, one mail, and what is not there."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from flask import Flask

from simulation.mailbox.keeping import Shelf
from simulation.mailbox.page import create_app

MAILS = (
    ("ja", "【受付しました】水道の使用開始 412-070-395-7", "山田 花子 様\n\nお申込みを受け付けました。"),
    ("en", "We have received your application 412-070-395-7", "Dear resident,\n\nwe have received it."),
    ("pt", "Recebemos o seu pedido 412-070-395-7", "Recebemos o seu pedido."),
)
LINK = "https://localhost:8443/ja/mypage#" + "ABCDE-" * 9


def walk(app: Flask, shelf: Shelf, language: str) -> None:
    """Every page in a language."""
    client = app.test_client()
    client.get(f"/{language}/")
    for number, (tongue, subject, words) in enumerate(MAILS):
        shelf.keep(
            _mail(tongue, subject, f"{words}\n\n{LINK}\n", number), "desk@mizuguchi.example", _recipient(number)
        )
    client.get(f"/{language}/")
    for mail in shelf.mails():
        client.get(f"/{language}/mail/{mail.mark}")
    client.get(f"/{language}/mail/nothing")
    client.get(f"/{language}/", headers={"Host": "elsewhere.example"})


def opened(folder: Path) -> tuple[Flask, Shelf]:
    """The page and its shelf."""
    shelf = Shelf(folder)
    return create_app(shelf), shelf


def _recipient(number: int) -> str:
    return ("hanako@resident.example", '"a..b"@docomo.ne.jp', "a.very.long.address.of.somebody@resident.example")[
        number
    ]


def _mail(language: str, subject: str, words: str, number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "desk@mizuguchi.example", subject
    mail["Content-Language"], mail["Message-ID"] = language, f"<{number}@mizuguchi.example>"
    mail["Date"] = "Mon, 23 Nov 2026 12:00:00 +0900"
    mail.set_content(words)
    return bytes(mail)
