"""The real thing: `mizuguchi evidence serve` over TLS."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner

from evidence.commands import evidence
from evidence.settings import DOORS
from intake.sealing.keys import write_private

START = "from intake.commands import mizuguchi; mizuguchi()"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def told(home: Path, authority: trustme.CA) -> dict[str, str]:
    issued = authority.issue_cert("localhost")
    write_private(home / "tls" / "desk.key", issued.private_key_pem.bytes())
    issued.cert_chain_pems[0].write_to_path(home / "tls" / "desk.pem")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {
        "MIZUGUCHI_EVIDENCE_HOST": "127.0.0.1",
        "MIZUGUCHI_EVIDENCE_PORT": str(port),
        "MIZUGUCHI_EVIDENCE_CERTIFICATE": f"{home}/tls/desk.pem",
        "MIZUGUCHI_EVIDENCE_PRIVATE_KEY": f"{home}/tls/desk.key",
        "MIZUGUCHI_EVIDENCE_HOME": str(home),
        "MIZUGUCHI_EVIDENCE_LINKS": json.dumps(dict.fromkeys(DOORS, f"https://localhost:{port}")),
        "MIZUGUCHI_DATABASE": f"sqlite:///{home}/desk.sqlite",
    }


@pytest.fixture
def running(told: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", START, "evidence", "serve"]
    process = subprocess.Popen(command, env={**os.environ, **told}, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()


def get(told: dict[str, str], context: ssl.SSLContext, path: str, form: str = "") -> tuple[int, str]:
    connection = HTTPSConnection("localhost", int(told["MIZUGUCHI_EVIDENCE_PORT"]), timeout=20, context=context)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request("POST" if form else "GET", path, form or None, kind)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_until_alive(told: dict[str, str], context: ssl.SSLContext) -> None:
    for _ in range(200):
        try:
            assert get(told, context, "/alive") == (200, "alive\n")
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the desk did not start")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
def test_the_desk_serves_over_tls_and_leaves_cleanly_when_told(
    running: subprocess.Popen[str], told: dict[str, str], authority: trustme.CA
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    wait_until_alive(told, context)
    assert get(told, context, "/")[0] == 200
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT:@SECLEVEL=0")  # or the test itself would refuse the old version
    with pytest.raises((ssl.SSLError, ConnectionError)):
        get(told, context, "/alive")
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=30) == 0


def test_a_body_of_a_megabyte_gets_the_page_of_the_desk_and_not_the_servers(
    running: subprocess.Popen[str], told: dict[str, str], authority: trustme.CA
) -> None:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    wait_until_alive(told, context)
    for _ in range(5):
        status, page = get(told, context, "/search", f"word={'x' * 1_000_000}")
        assert status == 413
        assert "長すぎます" in page


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MIZUGUCHI_EVIDENCE_HOME", "", "MIZUGUCHI_EVIDENCE_HOME is not set"),
        ("MIZUGUCHI_EVIDENCE_HOME", "/nowhere/at/all", "MIZUGUCHI_EVIDENCE_HOME has a value"),
        ("MIZUGUCHI_EVIDENCE_LINKS", "{}", "MIZUGUCHI_EVIDENCE_LINKS has a value"),
        ("MIZUGUCHI_EVIDENCE_PORT", "many", "MIZUGUCHI_EVIDENCE_PORT has a value"),
        ("MIZUGUCHI_DATABASE", "", "MIZUGUCHI_DATABASE is not set"),
    ],
)
def test_a_missing_or_wrong_setting_stops_the_start(
    told: dict[str, str], name: str, value: str, words: str
) -> None:
    ended = CliRunner().invoke(evidence, ["serve"], env=told | {name: value})
    assert ended.exit_code == 1
    assert words in ended.output


def test_links_without_tls_stop_the_start(told: dict[str, str]) -> None:
    links = json.dumps(dict.fromkeys(DOORS, "http://localhost"))
    ended = CliRunner().invoke(evidence, ["serve"], env=told | {"MIZUGUCHI_EVIDENCE_LINKS": links})
    assert ended.exit_code == 1
