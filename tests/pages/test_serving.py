"""The window as it is really served: granian, TLS, a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from intake.sealing.keys import make_key_pair
from intake.store.engine import Store

HALF_REQUEST = b"POST /ja/continue HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"


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
        make_key_pair(folder / f"{name}.key", keys / f"{name}.pub", "a passphrase")
    (folder / "cookie").write_text("c" * 40)
    (folder / "link").write_text("l" * 40)
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
    (folder / "window.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    return trust


@pytest.fixture
def served(tmp_path: Path, store: Store) -> Iterator[Served]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    trust, told = certified(tmp_path), environment(tmp_path, store, port)
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


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_the_window_speaks_tls_and_leaves_cleanly(served: Served) -> None:
    answer = served.get("/ja/")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"]
    assert served.get("/ja/", host="evil.example").status == 400
    with served.connected() as connection:
        assert connection.version() in {"TLSv1.2", "TLSv1.3"}
    with pytest.raises((ssl.SSLError, OSError)):
        _with_version(served, ssl.TLSVersion.TLSv1_1)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(timeout=20) == 0


def _with_version(served: Served, version: ssl.TLSVersion) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("DEFAULT:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = version
    with socket.create_connection(("localhost", served.port), timeout=5) as plain:
        old.wrap_socket(plain).close()


def test_twenty_half_sent_requests_keep_nobody_waiting(served: Served) -> None:
    slow = [served.connected() for _ in range(20)]
    for connection in slow:
        connection.sendall(HALF_REQUEST)
    time.sleep(0.5)
    began = time.monotonic()
    assert served.get("/ja/").status == 200
    assert time.monotonic() - began < 3
    for connection in slow:
        connection.close()
