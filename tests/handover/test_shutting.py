"""A desk that is shut takes nothing new from any process; what is there may run out, and it can open again."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest

from admin.handover.shutting import reopen, shut
from intake.lifecycle import State
from intake.memos import Memo
from intake.noting import take_note
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store import shutting
from intake.store.applications import by_reference, move
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import next_due, take
from intake.store.rights import Process
from intake.town import Town
from tests.engines import url_for
from tests.inquiries import answers, asks
from tests.keys.looking import told
from tests.scenery import StandingClock, hand_in

pytestmark = pytest.mark.both_engines


@pytest.fixture
def reference(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> str:
    reference = hand_in(store, public_keys, clock, town).application.reference
    asks(store, public_keys, reference, clock)
    return reference


@pytest.fixture
def over(engine: str, store: Store, reference: str, clock: StandingClock) -> Store:
    assert shut(store, clock) == 2
    return store


def test_residents_and_clerks_are_refused_and_nothing_is_written(
    over: Store, reference: str, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    window, console = (Store(url_for(over, process)) for process in (Process.WEBAPP, Process.ADMIN))
    with pytest.raises(StoreTrouble):
        hand_in(window, public_keys, clock, town)
    with pytest.raises(StoreTrouble):
        answers(over, public_keys, reference, clock)
    with console.reading() as session:
        seen = by_reference(session, reference)
    assert seen
    with pytest.raises(StoreTrouble), console.writing() as session:
        move(session, seen, State.PRINTED)
    with pytest.raises(StoreTrouble), console.writing() as session:
        take_note(session, public_keys, seen, Memo("x"), secrets.token_hex(8), (1, "clerk 1"), clock.now())
    for each in (window, console):
        each.engine.dispose()
    assert [len(told(over, act)) for act in ("submit", "answered", "memo", "desk_shut")] == [1, 0, 0, 1]


def test_the_postman_and_the_housekeeper_go_on(over: Store, clock: StandingClock, town: Town) -> None:
    postman, keeper = (Store(url_for(over, process)) for process in (Process.POSTMAN, Process.HOUSEKEEPER))
    with postman.writing(events=False) as session:
        mail = next_due(session, clock.now())
        assert mail
        assert take(session, mail, clock.now() + timedelta(minutes=1))
    clock.pass_by(days=400)
    assert purge(keeper, clock, town.retention)["applications"] == 1
    for each in (postman, keeper):
        each.engine.dispose()


def test_it_can_open_again(over: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> None:
    with over.reading() as session:
        assert shutting.is_shut(session)
    reopen(over, clock)
    with over.reading() as session:
        assert not shutting.is_shut(session)
    hand_in(over, public_keys, clock, town)
    assert len(told(over, "desk_reopened")) == 1


def test_shutting_it_twice_is_shutting_it_once(over: Store, clock: StandingClock) -> None:
    shut(over, clock)
    with over.reading() as session:
        assert shutting.is_shut(session)
    reopen(over, clock)
    with over.reading() as session:
        assert not shutting.is_shut(session)


def test_a_migration_leaves_it_shut(over: Store) -> None:
    over.migrate()
    with over.reading() as session:
        assert shutting.is_shut(session)
