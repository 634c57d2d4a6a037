"""The declared zones, with real processes in network namespaces: from each place to each door of each other."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cluster import found_programs
from tests.installation.contents import ROOT
from tests.installation.declared import Zones
from tests.installation.house import House, at_work, program
from tests.installation.nginx import CONSOLE_NAME, WINDOW_NAME, need_nginx
from tests.installation.wires import Wires, need_namespaces

pytestmark = pytest.mark.long

ZONES = Zones.read()
VISITORS = {"resident": "internet", "terminal": "terminals", "billing-clerk": "billing"}
"""Who comes from outside, and on which wire. `billing-clerk` sits in the closed network."""

PORTS = sorted({port for ports in ZONES.doors.values() for port in ports} | {22, 80, 443})
EVERYBODY = [*(member for member in ZONES.members), *VISITORS]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    need_namespaces()
    need_nginx()
    postgres = found_programs()
    if postgres is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    with at_work(Wires(ZONES, VISITORS), tmp_path_factory.mktemp("zones"), postgres) as house:
        yield house


def wires_of(member: str) -> set[str]:
    return ZONES.wires_of(member) | ({VISITORS[member]} if member in VISITORS else set())


def expected(member: str, other: str, wire: str, port: int) -> str:
    """By the declaration alone."""
    if wire not in wires_of(member):
        return "no way"
    return "open" if port in ZONES.doors.get(other, ()) else "shut"


@pytest.mark.parametrize("member", EVERYBODY)
def test_from_each_place_the_declared_doors_are_reached_and_no_others(house: House, member: str) -> None:
    plugs = [plug for plug in house.wires.plugs if plug.member != member]
    doors = [(plug, port) for plug in plugs for port in PORTS]
    found = house.wires.knock(member, [(plug.address, port) for plug, port in doors])
    assert {
        f"{plug.member} by {plug.wire}, port {port}": finding
        for (plug, port), finding in zip(doors, found, strict=True)
    } == {
        f"{plug.member} by {plug.wire}, port {port}": expected(member, plug.member, plug.wire, port)
        for plug, port in doors
    }


def reached_by(house: House, member: str) -> set[str]:
    """Everybody of whom a member finds any door open."""
    plugs = [plug for plug in house.wires.plugs if plug.member != member]
    doors = [(plug, port) for plug in plugs for port in PORTS]
    found = house.wires.knock(member, [(plug.address, port) for plug, port in doors])
    return {plug.member for (plug, _), finding in zip(doors, found, strict=True) if finding == "open"}


def test_billing_is_reached_from_its_own_network_only_and_reaches_nobody(house: House) -> None:
    assert [member for member in EVERYBODY if "billing" in reached_by(house, member)] == ["billing-clerk"]
    assert reached_by(house, "billing") == set()


def test_from_outside_residents_find_one_door_and_terminals_another(house: House) -> None:
    assert reached_by(house, "resident") == {"front"}
    assert reached_by(house, "terminal") == {"door"}


def test_a_resident_gets_a_page_through_all_doors(house: House) -> None:
    page = ask(house, "resident", "front", WINDOW_NAME, "/ja/")
    assert page["status"] == 200
    assert "水" in str(page["text"])


def test_a_terminal_gets_the_console_when_it_is_registered_and_shows_its_certificate(house: House) -> None:
    card = f"{house.folder}/secrets/terminal-1.pem"
    assert ask(house, "terminal", "door", CONSOLE_NAME, "/sign-in", card)["status"] == 403
    house.run(
        "admin",
        program("mizuguchi"),
        "terminals",
        "register",
        "terminal-1",
        f"{house.folder}/public/terminal-1.pem",
    )
    assert ask(house, "terminal", "door", CONSOLE_NAME, "/sign-in", card)["status"] == 200
    assert ask(house, "terminal", "door", CONSOLE_NAME, "/sign-in")["status"] == 0


def test_the_housekeeper_backs_up_to_both_places_from_where_it_stands(house: House) -> None:
    if not shutil.which("restic"):
        pytest.skip("there is no restic on this machine")
    house.run("housekeeper", program("mizuguchi"), "backup", "--prepare")
    assert "in both places" in house.run("housekeeper", program("mizuguchi"), "backup")


def test_a_ceremony_reaches_the_database_as_the_owner_and_nobody_else(house: House) -> None:
    (house.folder / "ceremony").mkdir(mode=0o700)
    shutil.copy(house.folder / "secrets/owner-database", house.folder / "ceremony")
    assert "The desk is open." in house.run("ceremony", program("mizuguchi"), "handover", "status")
    assert house.run("ceremony", program("mizuguchi"), "keys", "held") == ""
    assert reached_by(house, "ceremony") == {"database"}


ASK = """
import http.client, json, socket, ssl, sys
address, name, path, authority, card = json.load(sys.stdin)
context = ssl.create_default_context(cafile=authority)
if card:
    context.load_cert_chain(card)
connection = http.client.HTTPSConnection(name, timeout=10)
try:
    connection.sock = context.wrap_socket(socket.create_connection((address, 8443), 10), server_hostname=name)
    connection.request("GET", path)
    answer = connection.getresponse()
    print(json.dumps({"status": answer.status, "text": answer.read().decode()}))
except (OSError, http.client.HTTPException):
    print(json.dumps({"status": 0, "text": ""}))
"""


def ask(house: House, who: str, whom: str, name: str, path: str, card: str = "") -> dict[str, object]:
    """What somebody gets from a door, with the authority of its certificate at hand."""
    authority = f"{house.folder}/public/outer-authority"
    told: dict[str, object] = house.wires.told_by(
        who, ASK, [house.wires.address(whom, who), name, path, authority, card]
    )
    return told


def test_a_wire_too_many_would_be_noticed() -> None:
    need_namespaces()
    careless = replace(ZONES, wires={**ZONES.wires, "office": (*ZONES.wires["office"], "billing")})
    wires = Wires(careless, {})
    try:
        address = wires.address("billing", asked_by="door")
        assert wires.knock("door", [(address, 8443)]) == ["shut"]
    finally:
        wires.take_up()
    assert expected("door", "billing", "billing", 8443) == "no way"


LAID_BY_ANOTHER = """
import time
from tests.installation.contents import ROOT
from tests.installation.declared import Zones
from tests.installation.wires import Wires
print(Wires(Zones.read(), {}).first, flush=True)
time.sleep(60)
"""


def test_nothing_of_the_zones_is_left_when_the_tests_are_ended_by_force() -> None:
    need_namespaces()
    laying = subprocess.Popen([sys.executable, "-c", LAID_BY_ANOTHER], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert laying.stdout
    first = Path("/proc") / laying.stdout.readline().strip()
    assert first.exists()
    laying.kill()
    laying.wait()
    deadline = time.monotonic() + 5
    while first.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not list(Path("/run/netns").glob("*"))
