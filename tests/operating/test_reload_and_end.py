"""Files read anew, and the end, without losing anybody who is being served."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from tests.operating.premises import ROOMS, Premises

WRONG = "no town at all ["


@dataclass
class Crowd:
    """People who open a page again and again, each with a connection of its own; `troubles` they got instead."""

    desk: Premises
    room: str
    path: str
    troubles: list[str] = field(default_factory=list)
    answered: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def come(self) -> None:
        while not self.over.is_set():
            try:
                status = self.desk.get(self.room, self.path)[0]
            except OSError as trouble:
                self.troubles.append(type(trouble).__name__)
            else:
                self.answered += 1
                self.troubles += [] if status == 200 else [str(status)]
            time.sleep(0.05)

    def meet(self, more: int) -> None:
        target, deadline = self.answered + more, time.monotonic() + 30
        while self.answered < target:
            assert time.monotonic() < deadline, self.troubles
            time.sleep(0.05)


@contextmanager
def visitors(desk: Premises, room: str, path: str, count: int = 4) -> Iterator[list[str]]:
    """A crowd before, during and after the block; what it got instead of the page."""
    crowd = Crowd(desk, room, path)
    threads = [threading.Thread(target=crowd.come) for _ in range(count)]
    for thread in threads:
        thread.start()
    try:
        crowd.meet(count)
        yield crowd.troubles
        crowd.meet(2 * count)
    finally:
        crowd.over.set()
        for thread in threads:
            thread.join()


def reload(desk: Premises, room: str, words: str) -> None:
    """Tell a process to read anew, until it has said so once more."""
    before = desk.log(room).count(words)
    os.kill(desk.running[room].pid, signal.SIGHUP)
    deadline = time.monotonic() + 60
    while desk.log(room).count(words) == before:
        assert time.monotonic() < deadline, desk.log(room)[-2000:]
        time.sleep(0.05)


@pytest.fixture
def town(desk: Premises) -> Iterator[Path]:
    """The town's file, which is put back."""
    path = Path(desk.told["webapp"]["MIZUGUCHI_TOWN"])
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")


def phone_of(text: str) -> str:
    line = next(line for line in text.splitlines() if line.startswith("phone"))
    return line.split('"')[1]


def test_the_window_takes_over_a_new_town_and_answers_everybody_meanwhile(desk: Premises, town: Path) -> None:
    before = town.read_text(encoding="utf-8")
    phone, other = phone_of(before), "0465-99-9999"
    assert phone in desk.get("webapp", "/ja/")[1]
    town.write_text(before.replace(phone, other), encoding="utf-8")
    with visitors(desk, "webapp", "/ja/", 8) as troubles:
        for _ in range(2):
            reload(desk, "webapp", "kind='worker stopped'")
    assert not troubles
    page = desk.get("webapp", "/ja/")[1]
    assert other in page
    assert phone not in page


@pytest.mark.parametrize("room", ["webapp", "admin", "postman", "housekeeper"])
def test_a_broken_town_changes_nothing_and_the_log_says_so(desk: Premises, town: Path, room: str) -> None:
    pids = desk.pids(room)
    town.write_text(WRONG, encoding="utf-8")
    reload(desk, room, "reload refused")
    assert "kind='TownUnreadable'" in desk.log(room)
    assert desk.pids(room) == pids
    if room == "webapp":
        assert desk.get("webapp", "/ja/")[0] == 200


@pytest.mark.parametrize("room", ["admin", "postman", "housekeeper", "billing"])
def test_the_others_read_anew_too(desk: Premises, room: str) -> None:
    reload(desk, room, "event='reloaded'")
    assert desk.running[room].poll() is None


def test_the_console_shows_a_new_certificate_and_answers_everybody_meanwhile(desk: Premises) -> None:
    authority = trustme.CA()
    pair = authority.issue_cert("localhost", "127.0.0.1")
    files = {
        desk.home.tls / "admin.pem": pair.cert_chain_pems[0].bytes(),
        desk.home.tls / "admin.key": pair.private_key_pem.bytes(),
        desk.home.tls / "ca.pem": (desk.home.tls / "ca.pem").read_bytes() + authority.cert_pem.bytes(),
    }
    before = {path: path.read_bytes() for path in files}
    for path, content in files.items():
        path.write_bytes(content)
    try:
        with visitors(desk, "admin", "/sign-in") as troubles:
            reload(desk, "admin", "event='reloaded'")
        assert not troubles
        assert desk.certificate_of("admin").strip() == pair.cert_chain_pems[0].bytes().strip()
    finally:
        for path, content in before.items():
            path.write_bytes(content)
        reload(desk, "admin", "event='reloaded'")


def test_whoever_is_being_answered_when_the_end_comes_is_answered(desk: Premises) -> None:
    """Last of this folder that uses the desk (files are taken in the order of their names): it ends there."""
    paths = {"billing": "/sign-in", "admin": "/sign-in", "webapp": "/ja/without-email/start.pdf"}
    asked = [(room, desk.asked(room, path, patience=30)) for room, path in paths.items() for _ in range(3)]
    time.sleep(0.2)
    for room in ROOMS:
        os.kill(desk.running[room].pid, signal.SIGTERM)
    answers = [(room, connection.getresponse()) for room, connection in asked]
    assert [(room, answer.status, bool(answer.read())) for room, answer in answers] == [
        (room, 200, True) for room, _connection in asked
    ]
    for _room, connection in asked:
        connection.close()
    assert {room: desk.running[room].wait(timeout=40) for room in ROOMS} == dict.fromkeys(ROOMS, 0)
    for room in ROOMS:
        assert "Traceback" not in desk.log(room)
