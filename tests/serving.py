"""A window as it is really served: granian, TLS, a process of its own."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography.hazmat.primitives import serialization

from intake.sealing.keys import make_key_pair, write_private
from intake.store.engine import Store

PASSPHRASE = "a passphrase"


@dataclass
class Served:
    """A window that listens."""

    port: int
    trust: ssl.SSLContext
    process: subprocess.Popen[bytes]

    def get(self, path: str, host: str = "localhost", patience: float = 5) -> http.client.HTTPResponse:
        connection = http.client.HTTPSConnection("localhost", self.port, context=self.trust, timeout=patience)
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        return answer

    def connected(self) -> ssl.SSLSocket:
        plain = socket.create_connection(("localhost", self.port), timeout=5)
        return self.trust.wrap_socket(plain, server_hostname="localhost")


def environment(folder: Path, store: Store, port: int) -> dict[str, str]:
    keys = folder / "public"
    keys.mkdir()
    for name in ("office", "recovery", "postman"):
        make_key_pair(folder / f"{name}.key", keys / f"{name}.pub", PASSPHRASE)
    for name in ("cookie", "link"):
        write_private(folder / name, secrets.token_urlsafe(32).encode())
    return {
        "MIZUGUCHI_DATABASE": str(store.engine.url),
        "MIZUGUCHI_BASE_URL": f"https://localhost:{port}",
        "MIZUGUCHI_PUBLIC_KEYS": str(keys),
        "MIZUGUCHI_WINDOW_HOST": "127.0.0.1",
        "MIZUGUCHI_WINDOW_PORT": str(port),
        "MIZUGUCHI_WINDOW_CERTIFICATE": str(folder / "window.pem"),
        "MIZUGUCHI_WINDOW_PRIVATE_KEY": str(folder / "window.key"),
        "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE": str(folder / "cookie"),
        "MIZUGUCHI_WINDOW_LINK_SECRET_FILE": str(folder / "link"),
    }


def certified(folder: Path) -> ssl.SSLContext:
    authority = trustme.CA()
    pair = authority.issue_cert("localhost", "127.0.0.1")
    pair.cert_chain_pems[0].write_to_path(folder / "window.pem")
    key = serialization.load_pem_private_key(pair.private_key_pem.bytes(), None)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    write_private(folder / "window.key", key.private_bytes(*form))
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return trust


@contextmanager
def serving(folder: Path, store: Store) -> Iterator[Served]:
    """A window over a database, until the end of the block; its keys and certificate lie in the folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    trust, told = certified(folder), environment(folder, store, port)
    command = [str(Path(sys.executable).with_name("mizuguchi")), "window", "serve"]
    process = subprocess.Popen(command, env={"PATH": os.environ["PATH"], **told}, start_new_session=True)
    window = Served(port, trust, process)
    try:
        _wait_for(window)
        yield window
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # granian's worker is a process of its own
        process.wait()


def _wait_for(window: Served) -> None:
    deadline = time.monotonic() + 40
    while True:
        try:
            assert window.get("/alive").status == 200
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return
