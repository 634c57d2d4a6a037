"""A resident's visit to a window that is really served, in a browser with a slow line and a slow processor."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, Page, Playwright

from tests.chromium import FLAGS, installed
from tests.scenery import ANSWERS, EMAIL


@dataclass(frozen=True)
class Line:
    """What a line lets through: bits a second down and up, milliseconds to the window and back.

    `slower`: how many times slower than here the processor is.
    """

    down: int
    up: int
    milliseconds: int
    slower: int = 1


@dataclass
class Loaded:
    """What one page cost: the hosts that were asked, once for each request, and bytes that came in, with headers.

    Seconds count from the click to the end of loading, and until the largest part stood. `sent`: a form was
    sent, and its answer told the browser to ask for this page.
    """

    name: str
    hosts: list[str] = field(default_factory=list)
    received: int = 0
    sent: bool = False
    seconds: float = 0
    largest_after: float = 0

    @property
    def requests(self) -> int:
        """How many went out."""
        return len(self.hosts)


LARGEST = """() => new Promise(tell => {
  new PerformanceObserver(list => tell(list.getEntries().at(-1).startTime / 1000))
    .observe({type: "largest-contentful-paint", buffered: true});
  setTimeout(() => tell(null), 3000);
})"""
# Browsers keep nothing from a window whose certificate they doubt, so the visitor's has to know its key.
KNOWN = "--ignore-certificate-errors-spki-list="
UNTIL_LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd / 1000"


class Visit:
    """One browser without anything kept from before, on one line."""

    def __init__(self, browser: Browser, line: Line) -> None:
        self._context = browser.new_context(viewport={"width": 375, "height": 812})
        self.page = self._context.new_page()
        self._ends = self._context.new_cdp_session(self.page)
        self._slow_down(line)
        self._now = Loaded("")
        self._spared: set[str] = set()

    def end(self) -> None:
        """Close the browser's window."""
        self._context.close()

    def load(self, name: str, go: Callable[[Page], Any]) -> Loaded:
        """What the page costs to which `go` leads."""
        self._now = Loaded(name)
        go(self.page)
        self.page.wait_for_load_state("load")
        self._now.seconds = self.page.evaluate(UNTIL_LOADED)
        self._now.largest_after = self.page.evaluate(LARGEST)
        return self._now

    def apply(self, window: str, newest_code: Callable[[], str], language: str) -> Iterator[Loaded]:
        """Every page from the first view to the receipt."""
        yield self.load("choose", lambda page: page.goto(f"{window}/{language}/"))
        yield self.load("before", lambda page: page.click("[data-procedure=start]"))
        yield self.load("email", lambda page: page.click("[data-action=begin]"))
        self.page.fill("[name=email]", EMAIL)
        yield self.load("sent", lambda page: page.click("[data-action=send-mail]"))
        self.page.fill("[name=code]", newest_code())
        yield self.load("place", lambda page: page.click("[data-action=enter-code]"))
        while "/check" not in self.page.url:
            self._fill_in()
            yield self.load("next", lambda page: page.click("[data-action=next]"))
        yield self.load("received", lambda page: page.click("[data-action=submit]"))

    def _fill_in(self) -> None:
        for name, value in ANSWERS.items():
            control = self.page.locator(f"[name={name}]:visible")
            if not value or not control.count():
                continue
            match control.first.evaluate("each => each.type"):
                case "select-one":
                    control.select_option(value)
                case "radio":
                    self.page.check(f"[name={name}][value={value}]")
                case "checkbox":
                    control.check()
                case _:
                    control.fill(value)

    def _slow_down(self, line: Line) -> None:
        self._ends.on("Network.requestWillBeSent", self._asked)
        self._ends.on("Network.requestServedFromCache", lambda told: self._spare(told["requestId"]))
        self._ends.on("Network.responseReceived", self._answered)
        self._ends.on("Network.loadingFinished", self._came)
        self._ends.send("Network.enable")
        self._ends.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.milliseconds,
                "downloadThroughput": line.down / 8,
                "uploadThroughput": line.up / 8,
            },
        )
        self._ends.send("Emulation.setCPUThrottlingRate", {"rate": line.slower})

    def _asked(self, told: dict[str, Any]) -> None:
        if before := told.get("redirectResponse"):
            self._now.sent = True
            self._now.received += before["encodedDataLength"]
        self._now.hosts.append(urlsplit(told["request"]["url"]).hostname or "")

    def _answered(self, told: dict[str, Any]) -> None:
        if told["response"]["fromDiskCache"]:
            self._spare(told["requestId"])

    def _spare(self, request: str) -> None:
        """The browser had it already."""
        self._spared.add(request)
        self._now.hosts.pop()

    def _came(self, told: dict[str, Any]) -> None:
        if told["requestId"] not in self._spared:
            self._now.received += int(told["encodedDataLength"])


@contextmanager
def visitors_browser(playwright: Playwright, certificate: Path) -> Iterator[Browser]:
    """A Chromium that trusts one certificate."""
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    mark = hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    flag = KNOWN + base64.b64encode(mark).decode()
    browser = playwright.chromium.launch(executable_path=installed(), args=[*FLAGS, flag])
    yield browser
    browser.close()
