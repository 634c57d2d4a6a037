"""Who takes an application has it for half an hour after each act; a colleague takes it over knowingly."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest

from admin.desk.holding import LEASE, take
from admin.desk.refusals import ChangedMeanwhile, TakenByAnother
from admin.staff import Member
from intake.audit import details
from intake.clock import Clock
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.events import events_about
from tests.console.clerk import Clerk
from tests.console.desk import row
from tests.scenery import StandingClock

HALF = LEASE.total_seconds() / 2


def takings(store: Store, reference: str) -> list[tuple[str, dict[str, object]]]:
    with store.reading() as session:
        events = events_about(session, row(store, reference).id)
    return [(event.actor, dict(details(event))) for event in events if event.act == "taken"]


@pytest.mark.check(28)
def test_who_takes_an_application_is_shown_to_colleagues_with_the_time(
    sato: Clerk, suzuki: Clerk, reference: str
) -> None:
    sato.presses(sato.cover(reference), "claim")
    for page in (suzuki.sees("/queue"), suzuki.cover(reference)):
        assert page.marks("data-holder") == ["sato"]
        assert "sato 12:00〜" in page.text
    assert reference in sato.sees("/queue/mine").marks("data-reference")
    assert reference not in suzuki.sees("/queue/new").marks("data-reference")


def test_within_the_lease_a_colleague_takes_over_only_with_the_tick(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store
) -> None:
    sato.presses(sato.cover(reference), "claim")
    assert suzuki.cover(reference).marks("data-busy") != []
    assert suzuki.presses(suzuki.cover(reference), "claim").status == 409
    assert suzuki.presses(suzuki.cover(reference), "claim", take_over="yes").status == 200
    assert suzuki.cover(reference).marks("data-holder") == ["suzuki"]
    first, second = takings(store, reference)
    assert "account" not in first[1]
    assert second == (f"clerk {row(store, reference).claimed_by}", {"account": 1})


def test_it_is_taken_over_from_nobody_else_than_the_form_said(
    sato: Clerk, suzuki: Clerk, tanaka: Clerk, reference: str, store: Store
) -> None:
    sato.presses(sato.cover(reference), "claim")
    old = suzuki.cover(reference)
    tanaka.presses(tanaka.cover(reference), "claim", take_over="yes")
    assert suzuki.presses(old, "claim", take_over="yes").status == 409
    assert suzuki.cover(reference).marks("data-holder") == ["tanaka"]
    assert suzuki.presses(suzuki.cover(reference), "claim", take_over="yes").status == 200


def test_after_the_lease_it_is_taken_without_a_word_and_the_event_is_written(
    sato: Clerk, suzuki: Clerk, reference: str, store: Store, clock: StandingClock
) -> None:
    sato.opens(reference)
    clock.pass_by(seconds=LEASE.total_seconds() + 1)
    assert reference in suzuki.sees("/queue/new").marks("data-reference")
    assert suzuki.presses(suzuki.cover(reference), "claim").status == 200
    assert len(takings(store, reference)) == 2


def test_each_act_of_the_holder_renews_the_lease(
    sato: Clerk, suzuki: Clerk, reference: str, clock: StandingClock
) -> None:
    sato.presses(sato.cover(reference), "claim")
    for act in (lambda: sato.opens(reference), lambda: sato.prints(reference)):
        clock.pass_by(seconds=HALF + 60)
        act()
    clock.pass_by(seconds=HALF + 60)
    assert suzuki.presses(suzuki.cover(reference), "claim").status == 409


def test_a_colleagues_application_is_not_opened_as_own_work_nor_printed(
    sato: Clerk, suzuki: Clerk, reference: str
) -> None:
    before = suzuki.cover(reference)
    sato.presses(sato.cover(reference), "claim")
    assert suzuki.opens(reference, reason="own_work").status == 409
    assert suzuki.presses(before, "print").status == 409
    assert "print" not in suzuki.cover(reference).actions
    assert "submitted" in suzuki.cover(reference).marks("data-status")


@pytest.mark.both_engines
def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told(
    store: Store, reference: str, clock: Clock
) -> None:
    start, said = Barrier(2), dict[int, str]()

    def taking(who: Member) -> None:
        start.wait()
        try:
            take(store, clock, who, reference, 1)
            said[who.id] = "has it"
        except (ChangedMeanwhile, TakenByAnother):
            said[who.id] = "told"

    both = [
        Thread(target=taking, args=(Member(number, name, Role.CLERK),)) for number, name in ((1, "a"), (2, "b"))
    ]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(said.values()) == ["has it", "told"]
    holder = row(store, reference).claimed_by
    assert holder
    assert said[holder] == "has it"
    assert len(takings(store, reference)) == 1
