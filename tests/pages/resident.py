"""A resident at the window: only steps that several tests use."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake.opening import open_letter
from intake.store.engine import Store
from intake.store.outbox import Mail
from tests.pages.judge import Page, judged
from tests.scenery import ANSWERS, EMAIL

STEPS = ("place", "who", "payment")


class Resident:
    """A browser with cookies, and the post that the postman would bring."""

    def __init__(self, client: FlaskClient, store: Store, postman: X25519PrivateKey) -> None:
        self.client, self._store, self._postman = client, store, postman
        self.page = Page()
        self.path = ""
        self.status = 0

    def get(self, path: str) -> Page:
        return self._arrive(self.client.get(path, base_url="https://localhost", follow_redirects=True))

    def post(self, path: str, **typed: str) -> Page:
        form = {"csrf_token": self.page.value("csrf_token"), **typed}
        return self._arrive(self.client.post(path, data=form, base_url="https://localhost", follow_redirects=True))

    def press(self, **typed: str) -> Page:
        """Send the form of the page that is open."""
        return self.post(self.path, **typed)

    def _arrive(self, response: TestResponse) -> Page:
        self.page, self.status = judged(response), response.status_code
        self.path = response.request.path
        return self.page

    def kinds_of_mail(self) -> set[str]:
        """The kinds of all mails in the outbox."""
        with self._store.reading() as session:
            return set(session.scalars(select(Mail.kind)))

    def newest(self, kind: str) -> dict[str, str]:
        with self._store.reading() as session:
            row = session.scalars(select(Mail).where(Mail.kind == kind)).all()[-1]  # in the order of arrival
            return open_letter(row.payload, row.subject, self._postman)

    def newest_code(self) -> str:
        """The six digits of the newest verification mail."""
        return newest_code(self._store, self._postman)

    def send_again(self) -> Page:
        """Ask for another mail on the page that waits for the digits."""
        return self.post(self.path + "/again", with_link="yes")

    def ask_for_link(self, language: str = "ja", email: str = EMAIL) -> Page:
        self.get(f"/{language}/apply/start/email")
        return self.press(email=email)

    def follow_link(self, token: str, language: str = "ja") -> Page:
        self.get(f"/{language}/continue")
        return self.press(token=token)

    def prove_by_code(self) -> Page:
        self.ask_for_link()
        return self.press(code=self.newest("verification")["code"])

    def fill_in(self, **changed: str) -> Page:
        """From the first page of the form to the check page."""
        answers = ANSWERS | changed
        for _ in STEPS:
            self.press(**answers)
        return self.page

    def apply(self, **changed: str) -> str:
        """A whole application; returns the reference as it is shown."""
        self.prove_by_code()
        self.fill_in(**changed)
        self.press()
        return self.page.hook("data-reference")

    def open_my_page(self, secret: str, language: str = "ja") -> Page:
        self.get(f"/{language}/mypage")
        return self.press(token=secret)


def newest_code(store: Store, postman: X25519PrivateKey) -> str:
    """The six digits of the newest verification mail."""
    with store.reading() as session:
        row = session.scalars(select(Mail).where(Mail.reference == "")).all()[-1]
        return open_letter(row.payload, row.subject, postman)["code"]
