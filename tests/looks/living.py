"""The window at work over HTTPS in a thread of the tests, and a resident in front of it with a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import trustme
from cheroot.ssl.builtin import BuiltinSSLAdapter
from cheroot.wsgi import Server
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask import Flask
from playwright.sync_api import Browser, Dialog, Page, Request
from sqlalchemy import func, select

from intake.opening import open_letter
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.outbox import Mail
from tests.browser.people import press
from tests.scenery import ANSWERS

STEPS = ("place", "who", "payment")


@dataclass(frozen=True)
class LivingWindow:
    """A window that answers; `newest` reads its letters as the postman would."""

    url: str
    store: Store
    postman: X25519PrivateKey

    def newest(self, kind: str) -> dict[str, str]:
        """The newest letter of a kind."""
        with self.store.reading() as session:
            row = session.scalars(select(Mail).where(Mail.kind == kind)).all()[-1]  # in the order of arrival
            return open_letter(row.payload, row.subject, self.postman)

    def applications(self) -> int:
        """How many applications the centre has."""
        with self.store.reading() as session:
            return session.scalar(select(func.count()).select_from(Application)) or 0


@contextmanager
def served(app: Flask, server: Server) -> Iterator[None]:
    """The application behind a server that is prepared already, until the block ends."""
    server.wsgi_app = app
    thread = threading.Thread(target=server.serve, name="living window", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.stop()
        thread.join(timeout=20)


def prepared(folder: Path) -> Server:
    """A server that listens on a free port of this machine, with a certificate for `localhost`."""
    issued = trustme.CA().issue_cert("localhost")
    issued.cert_chain_pems[0].write_to_path(str(folder / "window.pem"))
    issued.private_key_pem.write_to_path(str(folder / "window.key"))
    server = Server(("127.0.0.1", 0), None, numthreads=4)
    server.ssl_adapter = BuiltinSSLAdapter(str(folder / "window.pem"), str(folder / "window.key"))
    server.prepare()
    return server


class Visitor:
    """A resident with a browser of her own. `posts` are the forms sent, `asked` the dialogs that came up."""

    def __init__(
        self, browser: Browser, window: LivingWindow, language: str = "ja", *, scripts: bool = True
    ) -> None:
        self.window, self.language = window, language
        self.context = browser.new_context(ignore_https_errors=True, java_script_enabled=scripts)
        self.posts: list[str] = []
        self.asked: list[str] = []
        self.context.on("request", self._note)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", self._hear)

    def open(self, path: str) -> None:
        """A page of the window in the language of the resident."""
        self.page.goto(f"{self.window.url}/{self.language}/{path}")

    def begin(self, email: str = "hanako@resident.example") -> None:
        """To the first page of the form of a start."""
        self.open("apply/start/email")
        self.page.fill("[name=email]", email)
        press(self.page, "send-mail")
        self.page.fill("[name=code]", self.window.newest("verification")["code"])
        press(self.page, "enter-code")

    def fill_in(self, typed: Mapping[str, str]) -> None:
        """Type into every control of this page that has a value there; where nothing is named, it stays."""
        for name, value in typed.items():
            controls = self.page.locator(f"[name={name}]")
            if controls.count() == 0 or value == "" or not controls.first.is_visible():
                continue
            kind = controls.first.evaluate("each => each.type")
            if kind == "radio":
                self.page.check(f'[name={name}][value="{value}"]')
            elif kind == "checkbox":
                controls.check()
            elif kind == "select-one":
                controls.select_option(value)
            else:
                controls.fill(value)

    def to_the_check_page(self) -> None:
        """Answer every page of the form."""
        for _ in STEPS:
            self.fill_in(ANSWERS)
            press(self.page, "next")

    def values(self) -> dict[str, str]:
        """What stands in the controls of this page."""
        typed: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...new FormData(document.getElementById("answers"))].filter(
               ([name]) => name !== "csrf_token"))"""
        )
        return typed

    def close(self) -> None:
        """End the browser's session."""
        self.context.close()

    def _note(self, request: Request) -> None:
        if request.method == "POST":
            self.posts.append(request.url)

    def _hear(self, dialog: Dialog) -> None:
        self.asked.append(dialog.type)
        dialog.dismiss()
