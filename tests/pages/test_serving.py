"""The window as it is really served: granian, TLS, a process of its own."""

from __future__ import annotations

import signal
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.store.engine import Store
from tests.serving import Served, serving

HALF_REQUEST = b"POST /ja/continue HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nx"


@pytest.fixture
def served(tmp_path: Path, store: Store) -> Iterator[Served]:
    with serving(tmp_path, store) as window:
        yield window


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
