"""Threads of one process queue in memory for their turn to write; only the first looks at the lock file."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident

import pytest

from intake.audit import verify, write_event
from intake.store.engine import Store, StoreTrouble
from tests.scenery import MONDAY_NOON

WRITERS = 20
A_WHILE = 0.2
"""Seconds in which every waiting thread would look at the file a hundred times."""


@pytest.fixture
def elsewhere(store: Store) -> Iterator[Store]:
    """The same database as another process has it: with a queue of its own."""
    other = Store(str(store.engine.url))
    yield other
    other.engine.dispose()


def write(store: Store) -> None:
    with store.writing() as session:
        write_event(session, "opened", "clerk 1", MONDAY_NOON)


def test_of_many_threads_that_wait_one_looks_and_all_get_through(
    store: Store, elsewhere: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, flock = list[int](), fcntl.flock

    def seen(descriptor: int, how: int) -> None:
        looking.append(get_ident())
        flock(descriptor, how)

    with ThreadPoolExecutor(WRITERS) as threads:
        with elsewhere.writing():
            monkeypatch.setattr(fcntl, "flock", seen)
            waiting = [threads.submit(write, store) for _ in range(WRITERS)]
            time.sleep(A_WHILE)
            lookers = set(looking)
        for each in waiting:
            each.result()
    assert len(lookers) == 1
    with store.reading() as session:
        assert verify(session).count == WRITERS


def test_a_thread_that_waits_for_another_thread_too_long_is_told_and_the_turn_comes_back(store: Store) -> None:
    impatient = Store(str(store.engine.url), busy_milliseconds=50)
    with ThreadPoolExecutor(1) as threads:
        with impatient.writing(), pytest.raises(StoreTrouble):
            threads.submit(write, impatient).result()
        threads.submit(write, impatient).result()
    impatient.engine.dispose()
