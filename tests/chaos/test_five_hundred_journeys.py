"""`kill -9` of each process, and restarts of the database server, while five hundred residents apply."""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from threading import Event

import pytest

from intake.store.engine import StoreTrouble
from tests.chaos.conftest import Desk
from tests.chaos.counting import nothing_is_lost_or_double
from tests.chaos.crowd import all_apply, neighbours
from tests.rehearsal.watching import until

JOURNEYS = 500
PROCESSES = ("webapp", "postman", "admin", "mailbox", "postman", "billing", "webapp", "desk", "housekeeper")
DATABASE = "database"
BETWEEN = (1.0, 4.0)
"""Seconds from one to the next: long enough for somebody to get something done."""

pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]


def strike(desk: Desk, over: Event) -> Counter[str]:
    """Kill one after another at no chosen moment, until everybody has applied; how often each."""
    chance, struck = random.Random(2017), Counter[str]()  # noqa: S311 - the order is chance, not a secret
    victims = (*PROCESSES, DATABASE) if desk.cluster else PROCESSES
    for victim in cycle(victims):
        if over.wait(chance.uniform(*BETWEEN)):
            break
        if victim == DATABASE and desk.cluster:
            desk.cluster.restart()
        else:
            with suppress(ProcessLookupError, KeyError):
                os.kill(desk.demo.processes()[victim], signal.SIGKILL)
        struck[victim] += 1
        with suppress(StoreTrouble):
            desk.records.let_the_pause_pass()
    return struck


@pytest.mark.both_engines
def test_of_five_hundred_applications_none_is_lost_and_none_is_double_whoever_is_killed(desk: Desk) -> None:
    over = Event()
    with ThreadPoolExecutor(1) as striker:
        striking = striker.submit(strike, desk, over)
        try:
            receipts = all_apply(neighbours(desk.demo, desk.letterbox, JOURNEYS))
        finally:
            over.set()
        struck = striking.result()

    assert len(receipts) == JOURNEYS
    assert min(struck[process] for process in PROCESSES) >= 2
    assert desk.cluster is None or struck[DATABASE] >= 2
    assert until(lambda: desk.demo.processes().items() == desk.demo.ready["pids"].items(), 30), "not all are back"
    nothing_is_lost_or_double(desk, receipts, struck["postman"] + struck["mailbox"] + struck[DATABASE])
