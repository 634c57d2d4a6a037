"""A stranger's program at the window, which applies for a start."""

from __future__ import annotations

import re
import time
import urllib.request

from tests.pages.judge import Page
from tests.rehearsal.launching import Running
from tests.rehearsal.visitor import BROKEN_OFF, Visitor
from tests.scenery import ANSWERS

PATIENCE = 60
"""Seconds for one page."""


class Stranger(Visitor):
    """Somebody who tries again when a server is away for a moment, as people do: for `patience` seconds."""

    patience: float = PATIENCE

    def __init__(self, demo: Running, email: str) -> None:
        super().__init__(demo, "resident")
        self.email = email

    def _see(self, request: urllib.request.Request) -> Page:
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return super()._see(request)
            except BROKEN_OFF:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def apply(self) -> str:
        """A whole application by the six digits; the reference."""
        self.fill_in()
        return self.submit()

    def fill_in(self) -> None:
        """Up to the page on which everything is checked."""
        self.get("/ja/apply/start/email")
        self.press(email=self.email)
        self.press(code=self.code())
        for _ in range(3):
            self.press(**ANSWERS | _soon())

    def code(self) -> str:
        """The six digits of the mail that has come."""
        text = self.demo.mail(self.email, "/continue")["text"]
        found = re.search(r"^\s*(\d{6})\s*$", text, re.M)
        assert found
        return found[1]

    def submit(self) -> str:
        """Send it off; the ten digits of the reference on the receipt."""
        self.press()
        return self.page.hook("data-reference").replace("-", "")


def _soon() -> dict[str, str]:
    """A first day of use about a month ahead."""
    day = time.localtime(time.time() + 30 * 86400)
    return {
        "start_date_year": str(day.tm_year),
        "start_date_month": str(day.tm_mon),
        "start_date_day": str(day.tm_mday),
    }
