"""A program at one of a demo's doors: HTTPS, cookies, and the hooks in the pages; no browser."""

from __future__ import annotations

import ssl
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from tests.pages.judge import Page
from tests.rehearsal.launching import Running

BROKEN_OFF = (OSError, HTTPException)
"""What a visitor gets of a server that was killed, and of one that says no (an HTTPError is an OSError)."""


class Visitor:
    """Somebody at a door of a demo; `url` and `page` are what they see.

    Everything is tried once, and ends with one of BROKEN_OFF where it fails.
    """

    def __init__(self, demo: Running, door: str, *, at_terminal: bool = False) -> None:
        ready = demo.ready
        self.demo, self.url = demo, ready[door]
        self.page = Page()
        trusted = ssl.create_default_context(cafile=ready["ca"])
        if at_terminal:
            trusted.load_cert_chain(ready["terminal_certificate"], ready["terminal_key"])
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusted), urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def get(self, path: str) -> Page:
        """Open a page."""
        return self._see(self._request(path))

    def press(self, path: str = "", **typed: str) -> Page:
        """Send a form of this page, with its hidden fields; without a path to where the page came from."""
        hidden = {each["name"]: each["value"] for each in self.page.all("input") if each.get("type") == "hidden"}
        return self._see(self._request(path, hidden | typed))

    def fetch(self, path: str) -> bytes:
        """A file that a page links to; the page stays open."""
        with self._opener.open(self._request(path), timeout=10) as answer:
            content: bytes = answer.read()
        return content

    def _request(self, path: str, form: dict[str, str] | None = None) -> urllib.request.Request:
        data = None if form is None else urlencode(form).encode()
        return urllib.request.Request(urljoin(self.url, path), data)  # noqa: S310 - our own server

    def _see(self, request: urllib.request.Request) -> Page:
        with self._opener.open(request, timeout=10) as answer:
            page = Page()
            page.feed(answer.read().decode())
            self.page, self.url = page, answer.url
        return page
