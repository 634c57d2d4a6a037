"""`kill -9` of any process at any point: nothing accepted is lost, and no mail comes twice."""

from __future__ import annotations

import os
import random
import re
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from intake.audit import verify
from intake.store.applications import by_reference
from intake.store.engine import Store
from tests.rehearsal.launching import Running
from tests.rehearsal.stranger import Stranger
from tests.rehearsal.watching import until

RESIDENTS = 6
VICTIMS = ("webapp", "postman", "admin", "billing", "webapp", "postman")


def kill_at_random(demo: Running, over: Event) -> None:
    """Kill one process after another, at no chosen moment, until everybody has applied."""
    chance = random.Random(2017)  # noqa: S311 - the order is chance, not a secret
    for victim in VICTIMS * 5:
        if over.wait(chance.uniform(0.5, 2.5)):
            return
        try:
            os.kill(demo.ready["pids"][victim], signal.SIGKILL)
        except ProcessLookupError:
            continue


def test_nothing_accepted_is_lost_and_no_mail_comes_twice(running: Running) -> None:
    over = Event()
    with ThreadPoolExecutor(RESIDENTS + 1) as people:
        killing = people.submit(kill_at_random, running, over)
        applying = [people.submit(Stranger(running, f"r{n}@resident.example").apply) for n in range(RESIDENTS)]
        try:
            references = {each.result(timeout=150) for each in applying}
        finally:
            over.set()
        killing.result()

    assert len(references) == RESIDENTS
    store = Store(f"sqlite:///{running.home}/desk.sqlite")
    with store.reading() as session:
        assert all(by_reference(session, reference) for reference in references)
        assert verify(session).sound
    store.engine.dispose()

    def told() -> Counter[str]:
        receipts = [mail["text"] for mail in running.messages() if "/mypage#" in mail["text"]]
        return Counter(re.sub(r"\D", "", found) for text in receipts for found in _references(text))

    assert until(lambda: set(told()) >= references, 90), "a receipt never came"
    time.sleep(1)
    assert {told()[reference] for reference in references} == {1}


def _references(text: str) -> list[str]:
    return re.findall(r"\b\d{3}-\d{3}-\d{3}-\d\b", text)[:1]
