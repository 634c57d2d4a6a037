"""The log comes first: where it can't be written or is broken, no record opens."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from admin.staff import Member
from admin.unseal import LogBroken, Office, unseal_others
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import openings, row
from tests.console.pages import Page
from tests.scenery import PrivateKeys, hand_in


def refused(page: Page) -> bool:
    return page.status in {500, 503} and "髙﨑" not in page.text and not page.values()


def changed(store: Store, number: int) -> None:
    with store.writing() as session:
        session.execute(text("DROP TRIGGER IF EXISTS events_no_update"))
        session.execute(text("UPDATE events SET actor = 'clerk 9' WHERE number = :number"), {"number": number})


def test_nothing_opens_while_the_log_refuses_events(sato: Clerk, reference: str, store: Store) -> None:
    sato.opens(reference)
    with store.writing() as session:
        session.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no more'); END")
        )
    assert refused(sato.opens(reference))
    with store.writing() as session:
        session.execute(text("DROP TRIGGER full"))
    assert sato.opens(reference).values()
    assert len(openings(store, reference)) == 2


def test_nothing_opens_prints_or_is_linked_anew_after_an_event_was_changed(
    sato: Clerk, tanaka: Clerk, reference: str, store: Store
) -> None:
    serial = sato.prints(reference)
    changed(store, 2)
    assert refused(sato.opens(reference, reason="inquiry"))
    assert sato.client.get(f"/slips/{serial}.pdf").status_code == 503
    assert tanaka.presses(tanaka.cover(reference), "relink", check="called_back").status == 503
    assert tanaka.sees("/alarms").marks("data-alarm")[0] == "stopped"


def test_a_broken_log_stops_search_before_anything_is_opened_or_counted(
    sato: Clerk, reference: str, store: Store
) -> None:
    assert sato.presses(sato.sees("/search"), "search", town="栄町").marks("data-hit") == [reference]
    changed(store, 2)
    assert sato.presses(sato.sees("/search"), "search", town="栄町").status == 503
    with store.reading() as session:
        assert [event.act for event in latest_of(session, ("searched", "audit_broken"), 9)] == [
            "audit_broken",
            "searched",
        ]


def test_a_log_that_breaks_behind_an_opening_stops_the_comparison_with_others(
    store: Store, reference: str, public_keys: PublicKeys, private_keys: PrivateKeys, clock: Clock, town: Town
) -> None:
    other = row(store, hand_in(store, public_keys, clock, town).application.reference)
    about, who = row(store, reference), Member(1, "sato", Role.CLERK)
    changed(store, 2)
    with pytest.raises(LogBroken):
        list(unseal_others(store, Office(private_keys.office, 300), who, about, [other], clock.now()))


def test_a_break_far_back_stops_the_work_once_it_is_found(
    sato: Clerk, kansa: Clerk, reference: str, store: Store
) -> None:
    for _ in range(60):
        sato.opens(reference)
    changed(store, 2)
    assert sato.opens(reference).values()
    kansa.presses(kansa.sees("/audit"), "verify")
    assert refused(sato.opens(reference))


def test_the_city_lets_the_work_go_on_and_that_is_an_event(
    sato: Clerk, kansa: Clerk, reference: str, store: Store
) -> None:
    sato.opens(reference)
    changed(store, 2)
    assert refused(sato.opens(reference))
    page = kansa.sees("/audit")
    assert page.marks("data-halted") == ["yes"]
    assert "audit_resumed" in kansa.presses(page, "resume").marks("data-event")
    assert sato.opens(reference).values()
    assert kansa.presses(page, "resume").status == 409
