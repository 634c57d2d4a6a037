"""Two clerks at the console who bring an application to its end, whatever breaks off meanwhile."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pyotp

from tests.rehearsal.launching import Running
from tests.rehearsal.visitor import BROKEN_OFF, Visitor

CUSTOMER_NUMBER = "12345678"
STEPS = (-1, 0, 1)
"""A code works once. Whose sign-in broke off takes the code of the next half minute, which is good already."""


class Clerk(Visitor):
    """A clerk at the registered terminal. Every act starts from the cover of an application as it is now."""

    def __init__(self, demo: Running, number: int) -> None:
        super().__init__(demo, "staff", at_terminal=True)
        self._account = demo.account("clerk", number)
        self._tries = 0

    def find(self, reference: str) -> str:
        """To the cover of an application; its state."""
        self.get("/queue")
        if self.page.has("name", "totp"):
            self._sign_in()
        self.press("/find", reference=reference)
        return self.page.hook("data-status")

    def open_and_print(self, reference: str) -> None:
        self.press(f"/applications/{reference}/open", reason="own_work")
        self.press(f"/applications/{reference}/print")
        assert self.fetch(self.page.hook("data-slip-url")).startswith(b"%PDF")

    def key(self, reference: str) -> None:
        paper = {"reference": reference, "serial": self.page.hook("data-serial")}
        paper["due_day"] = self.page.hook("data-due-day")
        self.get(f"/applications/{reference}/keyed")
        self.press(customer_number=CUSTOMER_NUMBER, **paper)

    def check(self, reference: str) -> None:
        self.press(f"/applications/{reference}/open", reason="check")
        assert self.page.hook("data-customer-number") == CUSTOMER_NUMBER
        self.press(f"/applications/{reference}/checked")

    def _sign_in(self) -> None:
        totp, step = pyotp.TOTP(self._account["totp_secret"]), STEPS[self._tries % len(STEPS)]
        self._tries += 1
        code = totp.generate_otp(totp.timecode(datetime.now(UTC)) + step)
        self.press("/sign-in", username=self._account["username"], password=self._account["password"], totp=code)


class TwoClerks:
    """The two clerks of the demo: one does the work, the other checks it."""

    def __init__(self, demo: Running) -> None:
        self._first, self._second = Clerk(demo, 0), Clerk(demo, 1)

    def complete(self, reference: str, patience: float = 120) -> None:
        """Look how it stands and do what comes next, until it is completed.

        What broke off, or came from a page that was too old, is looked at and done again.
        """
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            try:
                if self._is_completed_after_one_step(reference):
                    return
            except BROKEN_OFF:
                time.sleep(0.3)
        raise AssertionError("an application was not completed in time")

    def _is_completed_after_one_step(self, reference: str) -> bool:
        state = self._first.find(reference)
        if state == "submitted":
            self._first.open_and_print(reference)
        elif state == "printed":
            self._first.key(reference)
        elif state == "keyed":
            self._second.find(reference)
            self._second.check(reference)
        return state == "completed"
