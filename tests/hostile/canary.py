"""A server on this machine that nobody may call, and the pages on which tests plant words that call it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PLANTED = "planted"


class Canary(ThreadingHTTPServer):
    """Remembers every path that was asked for, but for the pages that were planted."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.port: int = self.server_address[1]
        self.pages: list[str] = []
        self.policy = ""
        self.heard: list[str] = []

    @property
    def numbers(self) -> set[int]:
        """The payloads that have called, by their numbers."""
        asked = (path.lstrip("/").split("?")[0].split(".")[0].split("/")[0] for path in self.heard)
        return {int(number) for number in asked if number.isdecimal()}

    def plant(self, page: str) -> str:
        """Serve a page as it is; its address."""
        self.pages.append(page)
        return f"http://127.0.0.1:{self.port}/{PLANTED}/{len(self.pages) - 1}"


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Canary

    def do_GET(self) -> None:
        """A planted page; anything else is a call, and is answered with a script that is heard as well."""
        _, kind, *rest = self.path.partition("?")[0].partition(".")[0].split("/")
        planted = kind == PLANTED and len(rest) == 1 and rest[0].isdecimal()
        if not planted:
            self.server.heard.append(self.path)
        body = self.server.pages[int(rest[0])].encode("utf-8", "replace") if planted else b"self.xss?.()"
        self.send_response(200 if planted or kind.isdecimal() else 404)
        self.send_header("Content-Type", f"text/{'html' if planted else 'javascript'}; charset=utf-8")
        if planted and self.server.policy:
            self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Canary]:
    """The server while it runs."""
    canary = Canary()
    Thread(target=canary.serve_forever, args=(0.05,), daemon=True).start()
    yield canary
    canary.shutdown()
    canary.server_close()
