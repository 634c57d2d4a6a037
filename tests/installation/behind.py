"""What stands behind the residents' door in these tests: a server that notes what it is sent."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import trustme

ANSWER = b"<p>a page"
LARGE = b"x" * 8_000_000


class Window(ThreadingHTTPServer):
    """Notes requests: method, path, headers, length of the body. `rude` hangs up instead of answering."""

    def __init__(self, authority: trustme.CA, rude: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[tuple[str, str, dict[str, str], int]] = []
        self.rude = rude
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.pair = authority.issue_cert("webapp")
        self.pair.configure_cert(context)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A door that hangs up is no fault here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Window

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers.items()), len(body)))
        if self.server.rude:
            self.close_connection = True
            return
        answer = LARGE if self.path.startswith("/large") else ANSWER
        self.send_response(404 if self.path.startswith("/missing") else 200)
        self.send_header("Strict-Transport-Security", "max-age=1")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET  # noqa: N815 - the name that http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Nothing on the terminal."""


@contextmanager
def serving(authority: trustme.CA, rude: bool = False) -> Iterator[Window]:
    """Until the end of the block."""
    window = Window(authority, rude)
    thread = threading.Thread(target=window.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield window
    finally:
        window.shutdown()
        window.server_close()


def furnish(folder: Path, front: trustme.CA, inner: trustme.CA) -> None:
    """The certificates of the residents' door."""
    (folder / "public").mkdir()
    (folder / "secrets").mkdir()
    pair = front.issue_cert("suido.city.example")
    pair.cert_chain_pems[0].write_to_path(folder / "public/front-certificate")
    pair.private_key_pem.write_to_path(folder / "secrets/front-key")
    inner.cert_pem.write_to_path(folder / "public/inner-authority")
