"""The log comes first: where it can't be written or is broken, no record opens."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from admin.office import Office
from admin.staff import Member
from admin.unseal import LogBroken, unseal_others
from intake.audit import head, write_event
from intake.clock import Clock
from intake.halting import halted
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.store.events import last_event, latest_of
from intake.town import Town
from intake.verifying import verified
from tests.console.clerk import Clerk
from tests.console.desk import openings, row
from tests.console.pages import Page
from tests.engines import unguarded
from tests.scenery import PrivateKeys, hand_in


def refused(page: Page) -> bool:
    return page.status in {500, 503} and "髙﨑" not in page.text and not page.values()


def changed(store: Store, number: int) -> None:
    unguarded(store, f"UPDATE events SET actor = 'clerk 9' WHERE number = {number}")  # noqa: S608 - our own number


def head_now(store: Store) -> str:
    with store.reading() as session:
        return head(session)[:12]


def head_number(session: Session) -> int:
    event = last_event(session)
    assert event
    return event.number


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


WRONG = "0123456789ab"


def test_one_mistyped_digit_stops_nothing_and_is_asked_for_again(
    sato: Clerk, kansa: Clerk, reference: str, store: Store
) -> None:
    sato.prints(reference)
    page = kansa.presses(kansa.sees("/audit"), "verify", heads=WRONG)
    assert (page.marks("data-sound"), page.marks("data-doubted")) == (["unsure"], [WRONG])
    assert "入力に誤りはありませんか" in page.text
    assert "audit_head_doubted" in kansa.sees("/audit").marks("data-event")
    assert sato.opens(reference).values()
    corrected = kansa.presses(page, "verify", heads=head_now(store))
    assert corrected.marks("data-sound") == ["yes"]
    other = kansa.presses(page, "verify", again="ba9876543210")
    assert other.marks("data-sound") == ["unsure"]
    assert sato.opens(reference).values()


def test_a_head_that_was_typed_twice_and_is_missing_stops_the_work_and_an_empty_box_does_not_lift_that(
    sato: Clerk, kansa: Clerk, reference: str, store: Store
) -> None:
    sato.prints(reference)
    page = kansa.presses(kansa.presses(kansa.sees("/audit"), "verify", heads=WRONG), "verify", again=WRONG)
    assert (page.marks("data-sound"), page.marks("data-halted")) == (["no"], ["yes"])
    assert WRONG in page.text
    for heads in ("", head_now(store)):
        assert kansa.presses(kansa.sees("/audit"), "verify", heads=heads).marks("data-sound") == ["yes"]
        assert refused(sato.opens(reference))
    assert kansa.presses(kansa.sees("/audit"), "resume").marks("data-halted") == []
    assert sato.opens(reference).values()


def test_the_very_head_that_was_missing_lifts_the_stop_once_it_is_found(
    sato: Clerk, kansa: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    with store.writing() as session:
        found = write_event(session, "signed_in", "clerk 1", clock.now())
        write_event(session, "audit_broken", "auditor 4", clock.now(), what="head", head=found.hash[:12])
    assert refused(sato.opens(reference))
    page = kansa.presses(kansa.sees("/audit"), "verify", heads=found.hash[:12])
    assert (page.marks("data-sound"), page.marks("data-halted")) == (["yes"], [])
    assert "audit_head_found" in page.marks("data-event")
    assert sato.opens(reference).values()


def test_a_head_lifts_nothing_where_more_was_broken(store: Store, clock: Clock) -> None:
    with store.writing() as session:
        found = write_event(session, "signed_in", "clerk 1", clock.now())
        write_event(session, "audit_broken", "console", clock.now(), what="end")
        write_event(session, "audit_broken", "auditor 4", clock.now(), what="head", head=found.hash[:12])
    verified(store, clock, "auditor 4", [found.hash[:12]])
    with store.reading() as session:
        assert halted(session)


def test_what_the_city_has_looked_into_does_not_stop_the_work_again_and_what_comes_later_does(
    sato: Clerk, kansa: Clerk, reference: str, store: Store
) -> None:
    sato.opens(reference)
    changed(store, 2)
    kansa.presses(kansa.sees("/audit"), "verify")
    kansa.presses(kansa.sees("/audit"), "resume")
    sato.opens(reference)
    page = kansa.presses(kansa.sees("/audit"), "verify")
    assert (page.marks("data-sound"), page.marks("data-known")) == (["yes"], ["changed"])
    assert "市が確認済み" in page.text
    assert sato.opens(reference).values()
    with store.reading() as session:
        last = head_number(session)
    changed(store, last)
    assert kansa.presses(kansa.sees("/audit"), "verify").marks("data-trouble") == ["changed"]
    assert refused(sato.opens(reference))


def test_without_a_head_the_page_says_that_the_end_is_not_witnessed(
    kansa: Clerk, reference: str, store: Store
) -> None:
    bare = kansa.presses(kansa.sees("/audit"), "verify")
    assert "末尾が切り取られていないことまでは確かめていません" in bare.text
    assert "確かめていません" not in kansa.presses(bare, "verify", heads=head_now(store)).text


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE applications SET state = 'completed'", "untold"),
        ("DELETE FROM applications", "untold"),
    ],
)
def test_an_application_that_stands_where_no_event_has_put_it_is_trouble_until_the_city_accepts_it(
    sato: Clerk, kansa: Clerk, reference: str, store: Store, statement: str, code: str
) -> None:
    sato.prints(reference)
    with store.writing() as session:
        session.execute(text(statement))
    page = kansa.presses(kansa.sees("/audit"), "verify")
    assert (page.marks("data-sound"), page.marks("data-trouble")) == (["no"], [code])
    assert "記録と合わない申込みが1件" in page.text
    kansa.presses(page, "resume")
    again = kansa.presses(kansa.sees("/audit"), "verify")
    assert (again.marks("data-sound"), again.marks("data-halted")) == (["yes"], [])


def test_the_trouble_is_told_in_the_readers_language(kansa: Clerk, reference: str, store: Store) -> None:
    changed(store, 2)
    assert "2番の記録が書き換えられています" in kansa.presses(kansa.sees("/audit"), "verify").text
    kansa.client.get("/language/en")
    assert "Event 2 was changed." in kansa.presses(kansa.sees("/audit"), "verify").text


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
