"""A real nginx with docker/nginx/console.conf before the real console: who gets a page, and who gets nothing."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from admin.settings import ConsoleSettings
from admin.terminals import register_terminal
from intake.clock import Clock
from intake.sealing.keys import write_private
from intake.store.engine import Store
from tests.console.conftest import authority, settings, settings_files, staffed, store
from tests.console.process import environment, free_port, serving
from tests.installation.nginx import CONSOLE_NAME, MODULE, Door, need_nginx, running

__all__ = ["authority", "settings", "settings_files", "staffed", "store"]

LINE = re.compile(r"time=\S+ status=\d{3} sent=\d+ received=\d+ seconds=[\d.]+")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
MOST_FROM_ONE_ADDRESS = 20


@dataclass
class Office:
    """The door and what a terminal with a card of a kind gets from the console behind it."""

    door: Door
    cards: Mapping[str, Path]

    def status(self, card: str, version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> int | None:
        """None where no page came."""
        context = self.door.trust()
        context.maximum_version = version
        if card != "none":
            context.load_cert_chain(self.cards[card])
        connection = http.client.HTTPSConnection(CONSOLE_NAME, timeout=10)
        with suppress(OSError, http.client.HTTPException):
            connection.sock = self.door.connected(CONSOLE_NAME, context)
            connection.request("GET", "/sign-in", headers={"Host": CONSOLE_NAME})
            return connection.getresponse().status
        return None


@pytest.fixture
def office(
    settings: ConsoleSettings,
    settings_files: Path,
    authority: trustme.CA,
    store: Store,
    clock: Clock,
    tmp_path: Path,
) -> Iterator[Office]:
    need_nginx()
    cards = {
        "right": authority.issue_cert("right"),
        "unregistered": authority.issue_cert("unregistered"),
        "of another authority": trustme.CA().issue_cert("foreign"),
        "expired": authority.issue_cert("expired", not_before=LONG_AGO[0], not_after=LONG_AGO[1]),
    }
    paths = {name: tmp_path / f"{name}.pem" for name in cards}
    for name, card in cards.items():
        card.private_key_and_cert_chain_pem.write_to_path(paths[name])
    for name in ("right", "expired"):
        register_terminal(store, name, cards[name].cert_chain_pems[0].bytes().decode(), clock.now())
    own = authority.issue_cert(CONSOLE_NAME)
    write_private(tmp_path / "console.pem", own.private_key_and_cert_chain_pem.bytes())
    told = environment(settings, settings_files, free_port(), "required") | {
        "MIZUGUCHI_CONSOLE_HOSTS": CONSOLE_NAME,
        "MIZUGUCHI_CONSOLE_CERTIFICATE": str(tmp_path / "console.pem"),
        "MIZUGUCHI_CONSOLE_PRIVATE_KEY": str(tmp_path / "console.pem"),
    }
    behind = {"admin:8443": f"127.0.0.1:{told['MIZUGUCHI_CONSOLE_PORT']}"}
    with serving(told), running("console.conf", tmp_path, authority, (8443,), behind) as door:
        yield Office(door, paths)


def test_a_terminal_gets_a_page_by_its_registered_certificate_and_by_no_other(office: Office) -> None:
    kinds = ("none", "of another authority", "expired", "unregistered", "right")
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
        found = {kind: office.status(kind, version) for kind in kinds}
        assert found == {
            "none": None,
            "of another authority": None,
            "expired": None,
            "unregistered": 403,
            "right": 200,
        }
    lines = office.door.log(lines=10)
    assert [line for line in lines if not LINE.fullmatch(line)] == []


def test_the_door_itself_has_no_key_and_no_authority() -> None:
    said = (Path(__file__).parents[2] / "docker/nginx/console.conf").read_text()
    assert "ssl_certificate" not in said
    assert "/run/" not in said


@pytest.fixture
def behind() -> Iterator[socket.socket]:
    """Stands where the console would; whoever gets this far is noticed."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        yield listener


@pytest.fixture
def door(behind: socket.socket, authority: trustme.CA, tmp_path: Path) -> Iterator[Door]:
    need_nginx()
    replaced = {
        "admin:8443": f"127.0.0.1:{behind.getsockname()[1]}",
        "preread_timeout 3s;": "preread_timeout 200ms;",
    }
    with running("console.conf", tmp_path, authority, (8443,), replaced) as door:
        yield door


def knocks(behind: socket.socket) -> bool:
    try:
        behind.accept()[0].close()
    except TimeoutError:
        return False
    return True


def greeting(name: str) -> bytes:
    """A ClientHello."""
    sent = ssl.MemoryBIO()
    context = ssl.create_default_context()
    with suppress(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), sent, server_hostname=name).do_handshake()
    return sent.read()


@pytest.mark.parametrize(
    ("said", "passed_on"),
    [
        (greeting(CONSOLE_NAME), True),
        (greeting("other.example"), False),
        (greeting(CONSOLE_NAME)[:100], False),
        (b"GET / HTTP/1.1\r\nHost: console.suido.city.example\r\n\r\n", False),
        (b"", False),
    ],
    ids=["a greeting", "for another name", "half a greeting", "plain HTTP", "silence"],
)
def test_only_a_whole_greeting_that_names_the_console_reaches_it(
    door: Door, behind: socket.socket, said: bytes, passed_on: bool
) -> None:
    with socket.create_connection(("127.0.0.1", door.ports[8443])) as connection:
        connection.sendall(said)
        assert knocks(behind) is passed_on


def test_one_address_does_not_get_all_places(door: Door, behind: socket.socket) -> None:
    hello, connections = greeting(CONSOLE_NAME), []
    for _ in range(MOST_FROM_ONE_ADDRESS + 5):
        connections.append(socket.create_connection(("127.0.0.1", door.ports[8443])))
        connections[-1].sendall(hello)
    time.sleep(0.3)
    passed_on = 0
    while knocks(behind):
        passed_on += 1
    for connection in connections:
        connection.close()
    assert passed_on == MOST_FROM_ONE_ADDRESS


def test_the_module_is_where_the_file_looks_for_it() -> None:
    need_nginx()
    assert MODULE in (Path(__file__).parents[2] / "docker/nginx/console.conf").read_text()
