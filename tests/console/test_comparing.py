"""An opened record is compared with the other open ones: written down first, in memory only, shown as a hint."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from admin.desk import comparing
from intake.audit import details
from intake.clock import Clock
from intake.likeness import Reason, alike
from intake.records import Record
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import Event, all_events
from intake.town import Town
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import cancel_on_my_page, row
from tests.scenery import hand_in

Another = Callable[..., str]
ELSEWHERE = {"lot": "9-9-9", "phone": "0312345678"}


@pytest.fixture
def another(store: Store, public_keys: PublicKeys, clock: Clock, town: Town) -> Another:
    """Hands in one more application; the reference."""
    return lambda **typed: hand_in(store, public_keys, clock, town, **typed).application.reference


def comparisons(store: Store) -> list[Event]:
    with store.reading() as session:
        return [event for event in all_events(session) if event.act == "compared"]


def test_a_second_application_for_the_place_is_pointed_out(sato: Clerk, reference: str, another: Another) -> None:
    other = another(lot="１丁目２番３号", room="２０４号室", phone="0312345678", start_date_day="15")
    opened = sato.opens(reference)
    assert opened.marks("data-similar") == [other]
    assert opened.marks("data-reason") == ["place"]
    assert f"/applications/{other}" in opened.marks("href")


def test_phone_and_customer_number_are_reasons_of_their_own(sato: Clerk, another: Another) -> None:
    one = another(lot="1", customer_number=CUSTOMER_NUMBER)
    by_phone = another(lot="2")
    by_number = another(lot="3", customer_number=CUSTOMER_NUMBER, phone="0312345678")
    opened = sato.opens(one)
    assert set(opened.marks("data-similar")) == {by_phone, by_number}
    assert sorted(opened.marks("data-reason")) == ["customer_number", "phone"]


def test_what_is_not_alike_or_not_open_is_not_shown(
    sato: Clerk, store: Store, clock: Clock, reference: str, another: Another
) -> None:
    another(**ELSEWHERE)
    cancel_on_my_page(store, another(), clock)
    opened = sato.opens(reference)
    assert opened.marks("data-similar") == []
    assert "重複の疑い" not in opened.text


def test_who_checks_sees_the_hint_too(sato: Clerk, suzuki: Clerk, reference: str, another: Another) -> None:
    other = another()
    sato.keys(reference, sato.prints(reference))
    assert suzuki.opens(reference).marks("data-similar") == [other]


def test_a_comparison_is_one_event_with_the_number_and_nothing_else(
    sato: Clerk, store: Store, reference: str, another: Another
) -> None:
    for lot in ("2", "3", "4"):
        another(lot=lot, phone="0312345678")
    sato.opens(reference)
    (event,) = comparisons(store)
    assert event.application_id == row(store, reference).id
    assert details(event) == {"count": 3}
    assert "clerk" in event.actor


def test_the_history_on_the_opened_page_has_the_comparison(sato: Clerk, reference: str, another: Another) -> None:
    another(lot="2")
    assert "compared" in sato.opens(reference).marks("data-event")


def test_without_another_open_application_nothing_is_opened_and_nothing_written(
    sato: Clerk, store: Store, reference: str
) -> None:
    sato.opens(reference)
    assert comparisons(store) == []


def test_the_event_is_on_disk_before_another_record_is_decrypted(
    sato: Clerk, store: Store, reference: str, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    another()
    seen: list[int] = []

    def watched(one: Record, other: Record) -> frozenset[Reason]:
        seen.append(len(comparisons(store)))
        return alike(one, other)

    monkeypatch.setattr(comparing, "alike", watched)
    sato.opens(reference)
    assert seen == [1]


def test_where_the_event_cant_be_written_nothing_is_shown(
    sato: Clerk, store: Store, reference: str, another: Another
) -> None:
    another(lot="9")
    sato.opens(reference)
    with store.writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.act = 'compared'"
                " BEGIN SELECT * FROM missing_table; END"
            )
        )
    refused = sato.opens(reference)
    assert refused.status == 503
    assert "髙﨑" not in refused.text


def test_another_record_that_does_not_open_is_no_obstacle(
    sato: Clerk, store: Store, reference: str, another: Another
) -> None:
    broken, fine = another(), another()
    with store.writing() as session:
        changed = {"reference": broken}
        session.execute(text("UPDATE applications SET office_wrap = x'00' WHERE reference = :reference"), changed)
    assert sato.opens(reference).marks("data-similar") == [fine]


def test_only_the_newest_are_compared(
    sato: Clerk, store: Store, reference: str, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "COMPARED_WITH", 2)
    for _ in range(3):
        another()
    assert len(sato.opens(reference).marks("data-similar")) == 2
    assert [details(event)["count"] for event in comparisons(store)] == [2]


def test_comparing_is_no_opening_of_the_others(
    sato: Clerk, store: Store, reference: str, another: Another
) -> None:
    other = another()
    sato.opens(reference)
    with store.reading() as session:
        assert not [
            event
            for event in all_events(session)
            if event.application_id == row(store, other).id and event.act == "opened"
        ]


def test_the_table_has_no_column_by_which_two_applications_could_be_matched() -> None:
    known = """
        id reference procedure state version due_day received_at cancel_until finished_at language contact_method
        submission_key mypage_lookup resident_key key_id record office_wrap recovery_wrap resident_wrap contact
        claimed_by claimed_at claimed_until keyed_by customer_number tries tries_from replaces inquiry undone_by
    """
    assert {column.name for column in Application.__table__.columns} == set(known.split())
