"""A stranger's program at the window: HTTPS, cookies, and the hooks in the pages; no browser."""

from __future__ import annotations

import re
import ssl
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import urlencode

from tests.pages.judge import Page
from tests.rehearsal.launching import Running
from tests.scenery import ANSWERS


class Stranger:
    """Somebody who tries again when a server is away for a moment, as people do."""

    def __init__(self, demo: Running, email: str) -> None:
        self.demo, self.email = demo, email
        trusted = ssl.create_default_context(cafile=demo.home / "tls" / "ca.pem")
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusted), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self.url = ""
        self.page = Page()

    def get(self, path: str) -> Page:
        return self._send(urllib.request.Request(self._absolute(path)))  # noqa: S310 - our own server

    def press(self, **typed: str) -> Page:
        form = {"csrf_token": self.page.value("csrf_token"), **typed}
        return self._send(urllib.request.Request(self.url, urlencode(form).encode()))  # noqa: S310 - the same

    def _absolute(self, path: str) -> str:
        return path if path.startswith("https:") else f"https://localhost:{self.demo.base_port}{path}"

    def _send(self, request: urllib.request.Request, patience: float = 60) -> Page:
        deadline = time.monotonic() + patience
        while True:
            try:
                with self._opener.open(request, timeout=10) as answer:
                    self.page = Page()
                    self.page.feed(answer.read().decode())
                    self.url = answer.url
                    return self.page
            except (OSError, ssl.SSLError, urllib.error.URLError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)

    def apply(self) -> str:
        """A whole application by the six digits; the reference."""
        self.get("/ja/apply/start/email")
        self.press(email=self.email)
        text = self.demo.mail(self.email, "/continue")["text"]
        code = re.search(r"^\s*(\d{6})\s*$", text, re.M)
        assert code
        self.press(code=code[1])
        for _ in range(3):
            self.press(**ANSWERS | {"start_date_year": "", "start_date_month": "", "start_date_day": ""} | _soon())
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
