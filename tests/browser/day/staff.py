"""Clerks, their supervisor and the city's auditor, each at a registered terminal with a browser of their own."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pyotp
from playwright.sync_api import Browser, Locator

from tests.browser.day.paper import Slip, slips_in
from tests.browser.day.premises import ONE_TIME, Premises
from tests.browser.people import press
from tests.console.clerk import PASSWORD

STEP = 30
"""Seconds in which a one-time code works once."""


class AtADesk:
    """A member of staff who is signed in."""

    def __init__(self, browser: Browser, premises: Premises, username: str) -> None:
        self.premises, self.username = premises, username
        certificate, key = premises.terminal(f"desk-{username}-{premises.clock.now():%d}")
        shown = {"origin": premises.console, "certPath": str(certificate), "keyPath": str(key)}
        self.context = browser.new_context(
            ignore_https_errors=True,
            java_script_enabled=False,
            client_certificates=[shown],  # type: ignore[list-item]  # a TypedDict of the library's own
        )
        self.page = self.context.new_page()
        self._sign_in()

    def _sign_in(self) -> None:
        code = pyotp.TOTP(ONE_TIME[self.username])
        for _ in range(2):
            self.sees("/sign-in")
            self._types(username=self.username, password=PASSWORD, totp=code.now())
            press(self.page, "sign-in")
            if self.page.locator("[name=totp]").count() == 0:
                return
            time.sleep(STEP + 1 - time.time() % STEP)
        raise AssertionError(f"{self.username} could not sign in")

    def sees(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(self.premises.console + path)

    def cover(self, reference: str) -> None:
        """Go to the page of an application."""
        self.sees(f"/applications/{reference}")

    def fetches(self, path: str) -> bytes:
        """A PDF."""
        answer = self.context.request.get(self.premises.console + path)
        assert answer.status == 200, answer.status_text
        return answer.body()

    def marks(self, name: str) -> list[str]:
        """All values of a mark on the page."""
        found = self.page.locator(f"[{name}]").all()
        return [each.get_attribute(name) or "" for each in found]

    @property
    def status(self) -> str:
        """Of the application on the page."""
        return self.marks("data-status")[0]

    def on_list(self, name: str) -> list[str]:
        """The references on all pages of a list."""
        self.sees(f"/queue/{name}")
        found = self.marks("data-reference")
        while self.page.locator("[data-more]").count():
            self.page.locator("[data-more]").click()
            found += self.marks("data-reference")
        return found

    def counts(self) -> dict[str, int]:
        """What stands on the tabs."""
        self.sees("/queue")
        tabs: list[Locator] = self.page.locator("[data-list][data-count]").all()
        return {
            each.get_attribute("data-list") or "": int(each.get_attribute("data-count") or "") for each in tabs
        }

    def claims(self, references: Iterable[str]) -> None:
        """Take on what is ticked on the list of the new ones."""
        self.sees("/queue/new")
        wanted = self._ticks(references)
        press(self.page, "claim-chosen")
        assert self.marks("data-done") == [str(wanted)]

    def prints_mine(self) -> list[Slip]:
        """Print all of one's own that has no paper, as one batch; the slips as they are read from the PDF."""
        self.sees("/queue/mine?printed=no")
        wanted = self._ticks(self.marks("data-reference"))
        press(self.page, "print-chosen")
        assert self.marks("data-done") == [str(wanted)]
        serials, (url,) = self.marks("data-serial"), self.marks("data-batch-url")
        slips = slips_in(self.fetches(url))
        assert [slip.serial for slip in slips] == [f"{int(serial):06d}" for serial in serials]
        return slips

    def prints_again(self, reference: str) -> Slip:
        """A second copy, because the printer failed; by that the first one is noted as shredded."""
        self.cover(reference)
        self.page.select_option("#print-reason", "printer")
        press(self.page, "print")
        (slip,) = slips_in(self.fetches(self.marks("data-slip-url")[0]))
        return slip

    def keys(self, slip: Slip, number: str, **instead: str) -> None:
        """Note a slip as keyed: two entries from paper, two as billing shows them."""
        self.sees(f"/applications/{slip.reference}/keyed")
        typed = {
            "reference": slip.reference,
            "serial": slip.serial,
            "customer_number": number,
            "due_day": slip.day,
        } | ({"second_day": slip.second_day} if slip.second_day else {})
        self._types(**(typed | instead))
        press(self.page, "keyed")

    def looks(self, reference: str) -> None:
        """Open a record to check it."""
        self.cover(reference)
        press(self.page, "open")

    def checks(self, reference: str) -> None:
        """Everything agrees."""
        self.looks(reference)
        press(self.page, "checked")

    def sends_back(self, reference: str) -> None:
        """Something differs."""
        self.looks(reference)
        self.page.select_option("#send-back-reason", "content")
        press(self.page, "send-back")

    def asks(self, reference: str) -> None:
        """Ask the applicant a question of the list."""
        self.cover(reference)
        self.page.locator('details:has([data-action="ask"]) summary').click()
        self.page.select_option("[name=question]", "room")
        press(self.page, "ask")

    def confirms_pulled(self, reference: str, *serials: str) -> None:
        """The slips are in hand: the last word on a cancellation of what nobody keyed."""
        self.cover(reference)
        self._types(serials=" ".join(serials))
        press(self.page, "confirm-cancel")

    def undoes(self, reference: str, serial: str, number: str) -> None:
        """Take it out of billing, as the first of two."""
        self.cover(reference)
        self._types(serials=serial, customer_number=number)
        press(self.page, "undo")

    def confirms_undone(self, reference: str) -> None:
        """Look in billing, as the second of two."""
        self.cover(reference)
        press(self.page, "confirm-cancel")

    def notes_sheets(self, act: str, *serials: str) -> None:
        """Shredded, lost or found."""
        self.sees("/sheets")
        self.page.fill(f"#{act}-serials", " ".join(serials))
        press(self.page, act)

    def closes_the_day(self) -> str:
        """Sign the closing sheet; the day that is closed."""
        self.sees("/closing")
        press(self.page, "close-day")
        return self.marks("data-day")[0]

    def _types(self, **typed: str) -> None:
        for name, value in typed.items():
            self.page.fill(f"[name={name}]", value)

    def _ticks(self, references: Iterable[str]) -> int:
        chosen = list(references)
        for reference in chosen:
            self.page.check(f"#choose-{reference}")
        return len(chosen)
