"""`kill -9` of any process at any point: nothing accepted is lost, nothing is done or sent twice."""

from __future__ import annotations

import os
import random
import re
import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import islice
from threading import Event
from time import monotonic, sleep

import pytest

from tests.rehearsal.clerk import TwoClerks
from tests.rehearsal.launching import Running
from tests.rehearsal.records import Records, records_of
from tests.rehearsal.stranger import Stranger
from tests.rehearsal.watching import until

RESIDENTS = 6
ROUNDS = 2
WORKED_ON = 2
VICTIMS = (
    *("webapp", "admin", "postman", "mailbox", "billing"),
    *("admin", "webapp", "postman", "desk", "housekeeper"),
)
RECEIVED, COMPLETED = "申込みを受け付けました", "手続きが完了しました"
GIVES_UP = 8
"""Seconds for which the postman waits for a mail server that says nothing."""


@pytest.fixture
def records(running: Running) -> Iterator[Records]:
    with records_of(running.home) as records:
        yield records


def kill_at_random(demo: Running, records: Records, over: Event) -> Counter[str]:
    """Kill one process after another at no chosen moment; each once, and again while there is work to be done.

    How often each was killed. It ends: on a slow machine nobody would get anything done between two kills.
    """
    chance, killed = random.Random(2017), Counter[str]()  # noqa: S311 - the order is chance, not a secret
    for victim in VICTIMS * ROUNDS:
        sleep(chance.uniform(0.3, 1.5))
        if over.is_set() and killed.keys() == set(VICTIMS):
            break
        with suppress(ProcessLookupError, KeyError):
            os.kill(demo.processes()[victim], signal.SIGKILL)
            killed[victim] += 1
        records.let_the_pause_pass()
    return killed


def work_through(demo: Running, references: Iterable[str]) -> None:
    clerks = TwoClerks(demo)
    for reference in references:
        clerks.complete(reference)


def mails_of(demo: Running, subject: str) -> Counter[str]:
    """How many mails with some words in their subject the inbox has, by the reference in them."""
    found = [mail["text"] for mail in demo.messages() if subject in mail["subject"]]
    references = [re.search(r"\b\d{3}-\d{3}-\d{3}-\d\b", text) for text in found]
    return Counter(each[0].replace("-", "") for each in references if each)


def test_a_receipt_comes_at_once_while_the_mail_server_stands_still_and_its_mail_comes_later(
    running: Running, records: Records
) -> None:
    resident = Stranger(running, "still@resident.example")
    resident.fill_in()
    mailbox = running.processes()["mailbox"]
    os.kill(mailbox, signal.SIGSTOP)
    try:
        began = monotonic()
        reference = resident.submit()
        assert monotonic() - began < GIVES_UP / 2
        assert until(lambda: records.states_of_mails(reference) == ["sending"], 5)
        assert until(lambda: records.states_of_mails(reference) == ["waiting"], GIVES_UP + 5)
    finally:
        os.kill(mailbox, signal.SIGCONT)
    assert until(records.everything_is_sent, 20)
    assert records.states_of_mails(reference) == ["delivered"]
    assert mails_of(running, RECEIVED)[reference] == 1


@pytest.mark.long
def test_nothing_accepted_is_lost_and_nothing_is_done_or_sent_twice(running: Running, records: Records) -> None:
    over = Event()
    with ThreadPoolExecutor(RESIDENTS + 2) as people:
        killing = people.submit(kill_at_random, running, records, over)
        applying = [people.submit(Stranger(running, f"r{n}@resident.example").apply) for n in range(RESIDENTS)]
        try:
            first = [done.result() for done in islice(as_completed(applying, 150), WORKED_ON)]
            working = people.submit(work_through, running, first)
            references = {each.result(timeout=150) for each in applying}
            working.result(timeout=150)
        finally:
            over.set()
        killed = killing.result()

    assert len(references) == RESIDENTS
    assert all(records.has(reference) for reference in references)
    assert until(records.everything_is_sent, 60)
    assert until(lambda: running.processes().items() == running.ready["pids"].items(), 20)
    sleep(1)
    receipts, completions = mails_of(running, RECEIVED), mails_of(running, COMPLETED)
    assert {receipts[reference] for reference in references} == {1}
    assert completions == dict.fromkeys(first, 1)
    assert {records.sheets_and_prints(reference) for reference in first} == {(1, 1, 1)}
    assert records.deliveries() == records.mails()
    assert records.sent_twice() <= killed["postman"] + killed["mailbox"]
    assert records.trouble() == ""
