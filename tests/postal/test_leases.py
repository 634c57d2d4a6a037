"""Several postmen, and postmen who disappear: a mail belongs to one at a time, and to nobody for long."""

from __future__ import annotations

import gc
import sqlite3
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emails import commands
from emails.commands import go_round, take_over
from emails.delivering import deliver_next
from emails.outbox import LEASE, Outcome, lease_next, settle
from emails.spacing import CAP, MOST_TRIES, wait_after
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import Delivery
from intake.store.rights import Process
from intake.told import Told
from tests.engines import url_for
from tests.postal.conftest import MakePostman, OpenOffice, Write, found, free_port
from tests.postal.offices import MoodyOffice
from tests.scenery import StandingClock

NOBODY = {"username": "", "password": ""}


@given(st.integers(min_value=1, max_value=10_000))
def test_the_wait_grows_and_never_exceeds_an_hour(tries: int) -> None:
    assert timedelta(seconds=30) <= wait_after(tries) <= CAP
    assert wait_after(tries) <= wait_after(tries + 1) <= wait_after(tries) * 2.5


def test_the_plan_is_half_a_minute_to_an_hour_and_lasts_most_of_a_day() -> None:
    waits = [wait_after(tries) for tries in range(1, MOST_TRIES)]
    assert [wait.total_seconds() / 60 for wait in waits[:8]] == [0.5, 1, 2, 5, 10, 20, 40, 60]
    assert timedelta(hours=12) < sum(waits, timedelta()) < timedelta(hours=24)


@pytest.mark.both_engines
def test_two_postmen_never_send_the_same_mail(
    store: Store, clock: StandingClock, make_postman: MakePostman, open_office: OpenOffice, write: Write
) -> None:
    office = MoodyOffice(dawdle=0.02)
    port = open_office(office).port
    ids = {write("received") for _ in range(12)}

    def work() -> None:
        own = Store(url_for(store, Process.POSTMAN))
        postman = make_postman(port, **NOBODY)
        while deliver_next(own, clock, postman):
            pass
        own.engine.dispose()

    postmen = [threading.Thread(target=work) for _ in range(3)]
    for postman in postmen:
        postman.start()
    for postman in postmen:
        postman.join()
    assert sorted(str(message["Message-ID"]) for message in office.arrived) == sorted(
        f"<{each}@mizuguchi.example>" for each in ids
    )
    assert {found(store, each).state for each in ids} == {"delivered"}


@pytest.mark.both_engines
def test_a_mail_of_a_postman_who_died_is_free_after_the_lease_and_not_before(
    store: Store, clock: StandingClock, make_postman: MakePostman, open_office: OpenOffice, write: Write
) -> None:
    mail_id, office = write("received"), MoodyOffice()
    with store.writing() as session:
        assert lease_next(session, clock.now())
    assert found(store, mail_id).state == "sending"
    postman = make_postman(open_office(office).port, **NOBODY)

    clock.pass_by(seconds=LEASE.total_seconds() - 1)
    assert not deliver_next(store, clock, postman)
    clock.pass_by(seconds=1)
    assert deliver_next(store, clock, postman)
    assert (found(store, mail_id).state, found(store, mail_id).tries) == ("delivered", 2)


@pytest.mark.both_engines
def test_a_failure_that_comes_after_the_lease_does_not_touch_the_next_postmans_mail(
    store: Store, clock: StandingClock, write: Write
) -> None:
    mail_id = write("received")
    with store.writing() as session:
        slow = lease_next(session, clock.now())
    clock.pass_by(minutes=3)
    with store.writing() as session:
        quick = lease_next(session, clock.now())
    assert slow is not None
    assert quick is not None
    with store.writing() as session:
        settle(session, slow, Outcome(Delivery.PARKED, "late"), clock.now(), 24)
    assert found(store, mail_id).state == "sending"

    with store.writing() as session:
        settle(session, slow, Outcome(Delivery.DELIVERED), clock.now(), 24)
        settle(session, quick, Outcome(Delivery.WAITING, "later"), clock.now(), 24)
    assert found(store, mail_id).state == "delivered"


@pytest.mark.both_engines
def test_a_mail_that_ends_every_postman_is_parked_in_the_end(
    store: Store, clock: StandingClock, make_postman: MakePostman, write: Write
) -> None:
    mail_id = write("received")
    for _ in range(3):
        with store.writing() as session:
            assert lease_next(session, clock.now())
        clock.pass_by(minutes=2)
    deliver_next(store, clock, make_postman(free_port(), most_tries=3))
    assert (found(store, mail_id).state, found(store, mail_id).trouble) == ("parked", "BrokeOff")


def test_a_database_that_is_locked_for_a_moment_after_the_250_makes_no_second_mail(
    store: Store,
    clock: StandingClock,
    make_postman: MakePostman,
    open_office: OpenOffice,
    write: Write,
    tmp_path: Path,
) -> None:
    impatient = Store(f"sqlite:///{tmp_path}/desk.sqlite", busy_milliseconds=20)
    blocker = sqlite3.connect(tmp_path / "desk.sqlite", isolation_level=None, check_same_thread=False)

    def block() -> None:
        blocker.execute("BEGIN IMMEDIATE")

    office = MoodyOffice(meanwhile=block)
    mail_id = write("received")
    release = threading.Timer(1.0, lambda: blocker.execute("ROLLBACK"))
    release.start()
    assert deliver_next(impatient, clock, make_postman(open_office(office).port, **NOBODY))
    release.join()
    blocker.close()
    impatient.engine.dispose()
    assert found(store, mail_id).state == "delivered"
    assert len(office.arrived) == 1


def test_the_round_goes_on_when_the_database_comes_back(
    store: Store,
    clock: StandingClock,
    make_postman: MakePostman,
    open_office: OpenOffice,
    write: Write,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(commands, "TROUBLED", 0.1)
    monkeypatch.setattr(commands, "IDLE", 0.05)
    impatient = Store(f"sqlite:///{tmp_path}/desk.sqlite", busy_milliseconds=20)
    mail_id, stopping = write("received"), Told()
    postman = make_postman(open_office(MoodyOffice()).port, **NOBODY)
    blocker = sqlite3.connect(tmp_path / "desk.sqlite", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreTrouble):
        deliver_next(impatient, clock, postman)

    going = threading.Thread(target=go_round, args=(impatient, clock, postman, stopping))
    going.start()
    time.sleep(0.4)
    assert found(store, mail_id).state == "waiting"
    assert b"last_round_seconds" not in postman.meters.text(), "a round without the database is none"
    blocker.execute("ROLLBACK")
    blocker.close()
    deadline = time.monotonic() + 10
    while found(store, mail_id).state != "delivered" and time.monotonic() < deadline:
        time.sleep(0.05)
    stopping.to_stop = True
    going.join()
    impatient.engine.dispose()
    assert found(store, mail_id).state == "delivered"


def test_a_postman_who_is_alone_takes_over_at_once_and_one_who_is_not_waits(
    store: Store, clock: StandingClock, write: Write
) -> None:
    mail_id = write("received")
    with store.writing() as session:
        assert lease_next(session, clock.now())
    alone, late = Store(str(store.engine.url)), Store(str(store.engine.url))
    assert store.only_one("another role")
    take_over(alone, clock)
    assert found(store, mail_id).state == Delivery.WAITING.value
    with store.writing() as session:
        assert lease_next(session, clock.now())
    take_over(late, clock)
    assert found(store, mail_id).state == Delivery.SENDING.value
    for each in (alone, late):
        each.engine.dispose()


def test_a_postman_is_not_alone_where_the_first_is_gone_and_a_second_goes_on(store: Store) -> None:
    first, second, third = (Store(str(store.engine.url)) for _ in range(3))
    assert [first.only_one("postman"), second.only_one("postman")] == [True, False]
    del first  # its process is gone, and with it its lock
    gc.collect()
    assert not third.only_one("postman")
