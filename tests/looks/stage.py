"""A browser that is shown pages of a gallery, with the style and script of their own room, and nothing else."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route

import webapp
from tests.looks.gallery import Shown

WIDTHS = (320, 375, 768, 1280)
HEIGHT = 900


@dataclass(frozen=True)
class Site:
    """Where pages are at home: the folder of their static files, and the host that they are shown under."""

    static: Path
    host: str = "desk.test"


WINDOW = Site(Path(webapp.__file__).parent / "static")


class Stage:
    """One tab. `strangers` are addresses that a page asked for and that are not of its site."""

    def __init__(self, browser: Browser, site: Site = WINDOW, *, scripts: bool = True) -> None:
        self.site = site
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": HEIGHT},
            java_script_enabled=scripts,
            bypass_csp=True,  # the tests add styles; what the policy stops, the hostile tests show
        )
        self.page: Page = self.context.new_page()
        self.strangers: list[str] = []
        self.said: list[str] = []
        self._shown: Shown | None = None
        self.page.on("console", lambda message: self.said.append(message.text))
        self.context.route("**/*", self._answer)

    def show(self, shown: Shown) -> Page:
        """Open a page of the gallery under its own address."""
        self._shown = shown
        self.page.goto(f"https://{self.site.host}{shown.path}", wait_until="load")
        return self.page

    def at_width(self, width: int) -> Page:
        """The open page in a window of that many CSS pixels."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        return self.page

    @property
    def version(self) -> str:
        """The browser's."""
        browser = self.context.browser
        return f"Chromium {browser.version}" if browser else ""

    def close(self) -> None:
        """End the tab."""
        self.context.close()

    def _answer(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname != self.site.host:
            self.strangers.append(route.request.url)
            route.abort()
        elif address.path.startswith("/static/"):
            file = self.site.static / Path(address.path).name
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0])
        elif route.request.resource_type == "document" and self._shown:
            kept = {name: value for name, value in self._shown.headers.items() if name != "Set-Cookie"}
            kept.pop("Content-Length", None)
            route.fulfill(body=self._shown.html, headers=kept)
        else:
            route.fulfill(status=404)
