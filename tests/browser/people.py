"""A resident, a clerk, and a clerk at the billing system, each in front of a real browser."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping

import pyotp
from playwright.sync_api import Browser, Page

from tests.rehearsal.launching import Running
from tests.scenery import ANSWERS


def press(page: Page, action: str) -> None:
    """Press the button of a step and wait for the next page."""
    page.locator(f'[data-action="{action}"]').first.click()
    page.wait_for_load_state()


class AtTheWindow:
    """A resident who uses the window."""

    def __init__(self, browser: Browser, demo: Running, email: str, *, scripts: bool = True) -> None:
        self.demo, self.email = demo, email
        self.context = browser.new_context(ignore_https_errors=True, java_script_enabled=scripts)
        self.page = self.context.new_page()

    def ask_for_link(self, procedure: str = "start") -> None:
        self.page.goto(self.demo.ready["resident"] + "/ja/")
        self.page.locator(f'[data-procedure="{procedure}"]').click()
        press(self.page, "begin")
        self.page.fill("[name=email]", self.email)
        press(self.page, "send-mail")

    def link(self, path: str) -> str:
        """The newest mailed link to a page."""
        mail = self.demo.mail(self.email, path)
        found = re.search(rf"https://\S+{path}#\S+", mail["text"])
        assert found, mail["text"]
        return found[0]

    def follow(self, link: str, *, paste: bool = False, action: str = "continue") -> None:
        """Open a mailed link; without scripts, paste it too."""
        self.page.goto(link)
        if paste:
            self.page.fill("[name=token]", link)
        press(self.page, action)

    def fill_in(self, **changed: str) -> None:
        """The pages of a start, up to the check page."""
        self.fill_in_all(ANSWERS | changed)

    def fill_in_all(self, typed: Mapping[str, str]) -> None:
        """Page after page, whatever the procedure, up to the check page."""
        while not self.page.url.endswith("/check"):
            here = self.page.url
            for name, value in typed.items():
                self._answer(name, value)
            press(self.page, "next")
            assert self.page.url != here, self.page.locator("[role=alert]").inner_text()

    def _answer(self, name: str, value: str) -> None:
        control = self.page.locator(f"[name={name}]").first
        if control.count() == 0 or value == "":
            return
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        elif control.get_attribute("type") == "radio":
            self.page.locator(f'[name={name}][value="{value}"]').check()
        elif control.get_attribute("type") == "checkbox":
            control.check()
        else:
            control.fill(value)

    def submit(self) -> str:
        press(self.page, "submit")
        return self.page.locator("[data-reference]").get_attribute("data-reference") or ""

    @property
    def status(self) -> str:
        return self.page.locator("[data-status]").first.get_attribute("data-status") or ""


class AtTheConsole:
    """A member of staff who uses the console, from a registered terminal."""

    def __init__(self, browser: Browser, demo: Running, role: str, number: int = 0) -> None:
        self.demo, self.account = demo, demo.account(role, number)
        ready = demo.ready
        certificate = {
            "origin": ready["staff"],
            "certPath": ready["terminal_certificate"],
            "keyPath": ready["terminal_key"],
        }
        self.context = browser.new_context(
            ignore_https_errors=True,
            java_script_enabled=False,
            client_certificates=[certificate],  # type: ignore[list-item]  # a TypedDict of the library's own
        )
        self.page = self.context.new_page()

    def sign_in(self) -> None:
        """With password and the present code; waits for the next code where this one was just used."""
        for _ in range(3):
            self.page.goto(self.demo.ready["staff"] + "/")
            self.page.fill("[name=username]", self.account["username"])
            self.page.fill("[name=password]", self.account["password"])
            self.page.fill("[name=totp]", pyotp.TOTP(self.account["totp_secret"]).now())
            press(self.page, "sign-in")
            if self.page.locator("[name=totp]").count() == 0:
                return
            time.sleep(31 - time.time() % 30)
        raise AssertionError("could not sign in")

    def find(self, reference: str) -> None:
        self.page.goto(self.demo.ready["staff"] + "/queue")
        self.page.fill("[name=reference]", reference)
        press(self.page, "find")

    @property
    def status(self) -> str:
        return self.page.locator("[data-status]").first.get_attribute("data-status") or ""


class AtBilling:
    """A clerk, or the bureau's viewer, at the closed billing system."""

    def __init__(self, browser: Browser, demo: Running, role: str) -> None:
        self.demo, self.account = demo, demo.account(role)
        self.page = browser.new_context(ignore_https_errors=True, java_script_enabled=False).new_page()

    def sign_in(self) -> None:
        self.page.goto(self.demo.ready["billing"] + "/")
        self.page.fill("[name=username]", self.account["username"])
        self.page.fill("[name=password]", self.account["password"])
        press(self.page, "sign-in")

    def type_in(self, paper: dict[str, str]) -> str:
        """Type what the paper says; the customer number that billing answers with."""
        self.page.goto(self.demo.ready["billing"] + "/registrations/new")
        for name, value in paper.items():
            control = self.page.locator(f"[name={name}]").first
            if control.get_attribute("type") == "radio":
                self.page.locator(f'[name={name}][value="{value}"]').check()
            else:
                control.fill(value)
        press(self.page, "register")
        return self.page.locator("[data-customer-number]").get_attribute("data-customer-number") or ""
