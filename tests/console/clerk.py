"""A member of staff at the keyboard: opens pages, fills in the forms that are there, presses their buttons."""

from __future__ import annotations

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from intake.clock import Clock
from tests.console.pages import Page

PASSWORD = "water under the bridge"
TOTP_SECRETS = {name: pyotp.random_base32() for name in ("sato", "suzuki", "tanaka", "kansa")}
"""sato and suzuki are clerks, tanaka is their supervisor, kansa is the city's auditor."""

CUSTOMER_NUMBER = "10000018"


def code(username: str, watch: Clock, steps: int = 0) -> str:
    totp = pyotp.TOTP(TOTP_SECRETS[username])
    return totp.generate_otp(totp.timecode(watch.now()) + steps)


class Clerk:
    def __init__(self, client: FlaskClient, watch: Clock, username: str = "sato") -> None:
        self.client, self.watch, self.username = client, watch, username

    def sign_in(self, password: str = PASSWORD, totp: str | None = None) -> TestResponse:
        form = self.sees("/sign-in").form("sign-in")
        typed = {"username": self.username, "password": password, "totp": totp or code(self.username, self.watch)}
        return self.client.post(form.action, data=form.fields | typed)

    def sees(self, path: str) -> Page:
        return Page(self.client.get(path, follow_redirects=True))

    def presses(self, page: Page, action: str, **typed: str) -> Page:
        form = page.form(action)
        assert set(typed) <= form.controls, f"{set(typed) - form.controls} can't be typed here"
        return Page(self.client.post(form.action, data=form.fields | typed, follow_redirects=True))

    def cover(self, reference: str) -> Page:
        return self.sees(f"/applications/{reference}")

    def opens(self, reference: str, **reason: str) -> Page:
        return self.presses(self.cover(reference), "open", **reason)

    def prints(self, reference: str, **reason: str) -> int:
        """The serial of the sheet."""
        page = self.presses(self.cover(reference), "print", **reason)
        assert page.status == 200, page.text
        return int(page.marks("data-serial")[0])

    def keys(self, about: str, paper: int, **instead: str) -> Page:
        """As billing shows it when everything was keyed rightly."""
        due_day = self.cover(about).marks("data-due-day")[0]
        typed = {"reference": about, "serial": str(paper), "customer_number": CUSTOMER_NUMBER, "due_day": due_day}
        return self.presses(self.sees(f"/applications/{about}/keyed"), "keyed", **(typed | instead))
