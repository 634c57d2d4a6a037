"""A real Chromium in which everything is heard that words can set off: scripts, questions, requests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Dialog, Frame, sync_playwright

from tests.chromium import FLAGS

Found = TypeVar("Found")


@dataclass
class Heard:
    """What a browser set off: where xss() was called, what it asked for, what it said of the policy."""

    calls: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def elsewhere(self, *own: str) -> list[str]:
        """The requests that went to nobody of these."""
        return [url for url in self.requests if urlsplit(url).netloc not in own]

    def against_policy(self) -> list[str]:
        """What the browser's console says of a policy that stopped something."""
        return [words for words in self.said if "Content Security Policy" in words or "Content-Security" in words]


@contextmanager
def watched(browser: Browser, heard: Heard, *, policy: bool = True) -> Iterator[BrowserContext]:
    """A context with scripts on; without `policy` nothing but escaping stands between words and a script."""
    context = browser.new_context(ignore_https_errors=True, bypass_csp=not policy)
    context.expose_binding("xss", lambda source, *_: heard.calls.append(_page_of(source["frame"])))
    context.on("request", lambda request: heard.requests.append(request.url))
    context.on("console", lambda message: heard.said.append(message.text))
    context.on("dialog", lambda dialog: _dismiss(dialog, heard))
    yield context
    context.close()


def _page_of(frame: Frame) -> str:
    """The address of the page that a frame stands in, if it has none of its own."""
    while frame.parent_frame and not frame.url.startswith("http"):
        frame = frame.parent_frame
    return frame.url


def _dismiss(dialog: Dialog, heard: Heard) -> None:
    heard.dialogs.append(dialog.message)
    dialog.dismiss()


@dataclass(frozen=True)
class Chromium:
    """One browser for many tests, in a thread of its own: Playwright allows one a thread."""

    thread: ThreadPoolExecutor
    browser: Browser

    def does(self, what: Callable[[Browser], Found]) -> Found:
        """Do something with it."""
        return self.thread.submit(what, self.browser).result()


@contextmanager
def at_hand(path: str) -> Iterator[Chromium]:
    """The browser while it runs."""
    with ThreadPoolExecutor(1) as thread:
        playwright = thread.submit(lambda: sync_playwright().start()).result()
        browser = thread.submit(playwright.chromium.launch, executable_path=path, args=FLAGS).result()
        try:
            yield Chromium(thread, browser)
        finally:
            thread.submit(browser.close).result()
            thread.submit(playwright.stop).result()
