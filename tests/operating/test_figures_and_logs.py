"""What the processes tell whoever runs them: health, figures, logs; and that no byte of a resident is in it."""

from __future__ import annotations

import base64
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import pytest
from prometheus_client.parser import text_string_to_metric_families

from admin.app import create_app as console
from admin.settings import console_settings
from intake.log import FIELDS
from intake.metering import MEANINGS, METHODS, OF_THE_PROCESS
from intake.rounds import KEYS
from intake.settings import SettingUnfit
from intake.side_door import SIDE_DOOR, address_of
from intake.store.outbox import Delivery
from tests.operating.premises import ROOMS, Premises
from tests.rehearsal.launching import Running
from tests.rehearsal.stranger import Stranger
from tests.scenery import ANSWERS
from webapp.app import create_app as window
from webapp.settings import window_settings

EMAIL = "canary-8c1f@resident.example"
ASKED_FOR = "canary-asked-for"
VALUE = r"""(?:'(?:[^'\\]|\\.)*'|"[^"]*"|-?\d+)"""
LINE = re.compile(rf"(?:[a-z]+={VALUE} ?)+")
NAME = re.compile(rf"([a-z]+)={VALUE}")
QUIET = (
    "from intake.log import keep_to_the_list as quiet; quiet('window')",
    "from billing.log import keep_quiet as quiet; quiet()",
)
FIXED = {
    "process": {"window", "console", "postman", "housekeeper"},
    "method": {*METHODS, "other"},
    "status": {"2xx", "3xx", "4xx", "5xx"},
    "key": set(KEYS),
    "outcome": {each.value for each in Delivery},
}


@pytest.fixture(scope="module")
def told(desk: Premises) -> dict[str, str]:
    """All figures, after a resident has applied and others have tried what should not be tried."""
    Stranger(cast(Running, desk), EMAIL).apply()
    for path in (f"/ja/{ASKED_FOR}", f"/ja/?q={ASKED_FOR}", f"/{ASKED_FOR}/apply/start"):
        for room in ("webapp", "admin", "billing"):
            desk.get(room, path)
    for port in (desk.ports.resident, desk.ports.staff, desk.ports.billing):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as plain:
            plain.sendall(f"{ASKED_FOR} / HTTP/1.1\r\n\r\n".encode())
            plain.recv(100)
    told = {room: desk.side(room, "/metrics")[1] for room in ("webapp", "admin")}
    desk.until_said("postman", "delivered")
    deadline = time.monotonic() + 30  # the postman writes his file every few seconds
    while "letters_total{" not in (desk.home.path / "postman.prom").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return told | {room: (desk.home.path / f"{room}.prom").read_text() for room in ("postman", "housekeeper")}


def routes(desk: Premises) -> set[str]:
    apps = (window(window_settings(desk.told["webapp"])), console(console_settings(desk.told["admin"])))
    return {rule.rule for app in apps for rule in app.url_map.iter_rules()} | {"-", "none"}


def test_every_figure_and_every_label_is_on_the_list(desk: Premises, told: dict[str, str]) -> None:
    fixed = FIXED | {"route": routes(desk)}
    for text in told.values():
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                assert (
                    sample.name.startswith(OF_THE_PROCESS)
                    or re.sub("_(bucket|sum|count)$", "", sample.name) in MEANINGS
                )
                for label, value in sample.labels.items():
                    if label in {"version", "tables", "le"}:
                        assert re.fullmatch(r"[0-9.e+Inf]+", value)
                    else:
                        assert value in fixed[label], sample


def test_the_figures_tell_what_happened(told: dict[str, str]) -> None:
    assert re.search(
        r'requests_total{.*method="POST",process="window",route="[^"]*apply[^"]*",status="3xx"} [1-9]',
        told["webapp"],
    )
    assert 'mizuguchi_letters_total{outcome="delivered",process="postman"}' in told["postman"]
    assert "mizuguchi_connections_most" in told["webapp"]
    assert 'mizuguchi_alarms{process="console"} ' in told["admin"]
    assert 'mizuguchi_chain_sound{process="housekeeper"} 1.0' in told["housekeeper"]
    assert "mizuguchi_backup_newest_seconds" in told["housekeeper"]
    for room, process in {"webapp": "window", "admin": "console"}.items():
        assert f'mizuguchi_ready{{process="{process}"}} 1.0' in told[room]
    assert 'mizuguchi_applications_received{process="housekeeper"} 0.0' in told["housekeeper"], "one is no ten"


def in_many_forms() -> Iterator[str]:
    for word in (
        EMAIL,
        EMAIL.partition("@")[0],
        ASKED_FOR,
        *(answer for answer in ANSWERS.values() if len(answer) > 3),
    ):
        yield word
        yield base64.b64encode(word.encode()).decode().rstrip("=")
        yield word.encode("unicode_escape").decode()


def test_no_byte_of_a_resident_is_in_a_figure_or_a_log(desk: Premises, told: dict[str, str]) -> None:
    everything = "".join(told.values()) + "".join(desk.log(room) for room in ROOMS)
    # Words of the program that are an answer too, such as a month or the name of a procedure's way of paying.
    ours = {"bill", "mail", "phone", "none", "2026", "2027"}
    found = {word for word in in_many_forms() if word in everything} - ours
    assert not found


@pytest.mark.parametrize("room", ROOMS)
def test_every_line_of_every_process_is_made_of_listed_fields(
    desk: Premises, told: dict[str, str], room: str
) -> None:
    lines = desk.log(room).splitlines()
    assert lines
    for line in lines:
        assert LINE.fullmatch(line), line
        assert set(NAME.findall(line)) <= set(FIELDS), line


@pytest.mark.parametrize(
    "quiet",
    ["from intake.log import keep_to_the_list as q; q('window')", "from billing.log import keep_quiet as q; q()"],
)
@pytest.mark.parametrize(
    "fault",
    [
        "raise ValueError('CANARY')",
        "t = threading.Thread(target=lambda: int('CANARY')); t.start(); t.join()",
        "logging.getLogger('lib').exception('CANARY')",
        "warnings.warn('CANARY')",
    ],
)
def test_what_nobody_caught_leaves_its_kind_and_no_word(quiet: str, fault: str) -> None:
    code = f"import logging, threading, warnings\n{quiet}\n{fault}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=30)
    assert "CANARY" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert LINE.fullmatch(done.stderr.strip()), done.stderr


@pytest.mark.parametrize("room", ["webapp", "admin"])
def test_the_side_door_says_that_a_process_lives_and_can_work(desk: Premises, room: str) -> None:
    assert desk.side(room, "/healthz") == (200, "alive\n")
    assert desk.side(room, "/readyz") == (200, "database ok\ntables ok\nclock ok\nkeys ok\n")
    assert desk.side(room, "/anything")[0] == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_visitors_find_nothing_of_it_at_the_window(desk: Premises, path: str) -> None:
    status, text = desk.get("webapp", path)
    assert (status, text) == (404, desk.get("webapp", "/nothing")[1])


def test_billing_says_so_at_its_own_door_without_a_cookie(desk: Premises) -> None:
    assert desk.get("billing", "/healthz") == (200, "alive\n")
    assert desk.get("billing", "/readyz") == (200, "database ok\n")


@pytest.mark.parametrize("address", ["0.0.0.0:9464", "8.8.8.8:9464", "localhost", "9464", "127.0.0.1:x"])
def test_a_side_door_is_opened_to_this_machine_or_the_office_only(address: str) -> None:
    with pytest.raises(SettingUnfit, match=SIDE_DOOR):
        address_of({SIDE_DOOR: address})
