"""Many people at work on one store: each application has one story, and it is lawful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from admin.desk.printing import sheet_of
from admin.desk.refusals import NotForPaper
from admin.office import Office
from admin.staff import Member
from intake.audit import verify
from intake.clock import Clock
from intake.lifecycle import Act, State
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.outbox import mails_about
from intake.store.slips import slips_of
from intake.town import Town
from tests.console.crowd import PRESSES, ROLES, SEATS, Desk, Round, Table
from tests.console.story import Story, Told, replay, told_of
from tests.scenery import PrivateKeys, hand_in
from webapp.window import Window

NONE: set[State] = set()
SMALL, FULL = (40, 60, NONE), pytest.param(200, 500, {State.COMPLETED}, marks=pytest.mark.long)
"""How many people, how many applications, and which ends only so many of them come to."""
PATIENT = 60_000
"""Milliseconds that a writer waits: two hundred queue here where a console has a dozen."""
OPENINGS = 10_000
LAST_TURN = PRESSES * len(ROLES)


@pytest.fixture
def busy_store(store: Store) -> Iterator[Store]:
    busy = Store(str(store.engine.url), PATIENT)
    yield busy
    busy.engine.dispose()


@pytest.fixture
def busy_window(window: Window, store: Store) -> Iterator[Window]:
    """The residents' window, with connections of its own."""
    busy = Store(str(store.engine.url), PATIENT)
    yield replace(window, store=busy)
    busy.engine.dispose()


def seated(desk: Desk, window: Window, rounds: list[Round], people: int) -> list[Table]:
    tables = people // SEATS
    return [Table(desk, window, number, rounds[number::tables]) for number in range(tables)]


def run(tables: list[Table], people: int) -> None:
    threads = [thread for table in tables for thread in table.threads()]
    assert len(threads) == people
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [fault for table in tables for fault in table.faults] == []


@pytest.mark.timeout(600)  # under a minute, but more where the machine has more to do
@pytest.mark.parametrize(("people", "applications", "rare"), [SMALL, FULL])
def test_whatever_all_press_at_once_each_application_has_one_lawful_story(
    busy_store: Store,
    busy_window: Window,
    clock: Clock,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    town: Town,
    people: int,
    applications: int,
    rare: set[State],
) -> None:
    chance = Random(14206)  # noqa: S311 - only for when residents cancel
    rounds = [
        Round(hand_in(busy_store, public_keys, clock, town), chance.randrange(LAST_TURN))
        for _ in range(applications)
    ]
    desk = Desk(busy_store, clock, Office(private_keys.office, OPENINGS), town)
    run(seated(desk, busy_window, rounds, people), people)
    ends = Counter(end_of(busy_store, each) for each in rounds)
    assert sum(ends.values()) == applications
    assert {State.CANCELLED, State.CANCEL_REQUESTED} | rare <= set(ends)
    with busy_store.reading() as session:
        assert verify(session).sound


def end_of(store: Store, each: Round) -> State:
    """The state in which a round ended, when chain, row, paper, letters and what people were told agree."""
    with store.reading() as session:
        row = application(session, each.receipt.application.id)
        assert row
        events = told_of(session, row)
        story = replay(events)
        assert (story.state, story.version) == (row.standing, row.version)
        assert story.fates == {sheet.serial: sheet.whereabouts for sheet in slips_of(session, row.id)}
        assert sorted(story.letters) == sorted(mail.kind for mail in mails_about(session, row.id))
    assert acts_in(events) == Counter({act: count for act, count in each.told.items() if act in set(Act)})
    assert_no_paper(store, story)
    return row.standing


def acts_in(events: list[Told]) -> Counter[str]:
    return Counter(event.act for event in events if event.act in set(Act))


def assert_no_paper(store: Store, story: Story) -> None:
    """A cancelled application has no slip that somebody could key from, or draw again."""
    if story.state is not State.CANCELLED:
        return
    assert story.usable == []
    for serial in story.fates:
        with pytest.raises(NotForPaper):
            sheet_of(store, Member(1, "tanaka", Role.SUPERVISOR), serial)
