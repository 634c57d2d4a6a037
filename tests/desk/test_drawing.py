"""The drawing says what is really there, step by step, and nothing when there is nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from intake.reference import shown
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.desk import steps
from tests.desk.evaluator import Evaluator, alarms, fact, form, readable
from tests.inquiries import answers, asks
from tests.scenery import StandingClock


def test_a_received_application_is_sealed_in_the_database_and_readable_only_to_the_resident(
    evaluator: Evaluator, reference: str
) -> None:
    page = evaluator.look()
    assert page.hook("data-reference") == shown(reference)
    assert form(page, "database", "reference") == "clear"
    sealed = ("record", "office_wrap", "recovery_wrap", "resident_wrap", "contact")
    assert {form(page, "database", name) for name in sealed} == {"sealed"}
    assert form(page, "database", "customer_number") == "none"
    assert form(page, "postroom", "mail-1") == "sealed"
    assert form(page, "paper", "slips") == form(page, "billing", "entries") == "none"
    assert readable(page) == {"browser"}
    assert alarms(page) == []


def test_the_header_of_the_record_is_read_from_its_bytes(
    evaluator: Evaluator, reference: str, store: Store, home: Path
) -> None:
    evaluator.speak("en")
    page = evaluator.look()
    with store.reading() as session:
        (record,) = session.execute(text("SELECT record FROM applications")).one()
    assert f"MZGC, version 1, suite 1, key {record[6:14].hex()}, made 2026-11-23 12:00" in page.text
    assert record[70:118].hex(" ") in page.text
    assert f"{len(record):,} bytes" in page.text
    assert "the office's key of this demo" in page.text
    (home / "keys" / "office.pub").write_bytes((home / "keys" / "postman.pub").read_bytes())
    assert "is another one" in evaluator.look().text


def test_a_record_that_is_not_sealed_raises_an_alarm(evaluator: Evaluator, reference: str, store: Store) -> None:
    with store.writing() as session:
        session.execute(text("UPDATE applications SET record = :clear"), {"clear": b"name, place, phone" * 9})
    assert alarms(evaluator.look()) == ["record"]


def test_a_sent_mail_is_overwritten_here_and_counted_in_the_mailbox(
    evaluator: Evaluator, reference: str, store: Store, home: Path
) -> None:
    steps.deliver(store, home, reference)
    evaluator.speak("en")
    page = evaluator.look()
    assert form(page, "postroom", "mail-1") == form(page, "postroom", "overwritten") == "gone"
    assert form(page, "postroom", "waiting") == "none"
    assert form(page, "mailbox", "naming") == form(page, "mailbox", "linking") == "clear"
    assert "1 of 2" in page.text


def test_paper_console_and_billing_are_places_where_people_can_read_it(
    evaluator: Evaluator, reference: str, store: Store, home: Path, clock: StandingClock
) -> None:
    steps.print_sheet(store, clock, reference)
    assert readable(evaluator.look()) == {"browser", "console", "paper"}
    steps.complete(store, clock, reference)
    steps.type_into_billing(home, reference)
    evaluator.speak("en")
    page = evaluator.look()
    assert readable(page) == {"browser", "console", "paper", "billing"}
    assert form(page, "database", "customer_number") == "sealed"
    assert form(page, "billing", "second") == "clear"
    assert "Clerk 1" in page.text
    assert "Clerk 2" in page.text
    assert "髙﨑" not in page.text
    assert alarms(page) == []


def test_the_same_clerk_typing_and_comparing_raises_an_alarm(
    evaluator: Evaluator, reference: str, store: Store, clock: StandingClock
) -> None:
    steps.print_sheet(store, clock, reference)
    steps.complete(store, clock, reference)
    with store.writing() as session:
        triggers = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for trigger in triggers:
            session.execute(text(f'DROP TRIGGER "{trigger}"'))
        session.execute(text("UPDATE events SET actor = 'clerk 1' WHERE act = 'check'"))
    assert set(alarms(evaluator.look())) == {"compared", "chain"}


def test_the_reference_in_a_log_raises_an_alarm(evaluator: Evaluator, reference: str, home: Path) -> None:
    (home / "logs" / "admin.log").write_text(f"quiet\nopened {reference}\n", encoding="ascii")
    page = evaluator.look()
    assert alarms(page) == ["log"]
    assert fact(page, "console", "log")["data-form"] == "clear"
    assert fact(page, "window", "log")["data-form"] == "none"


def test_questions_and_answers_are_sealed_in_the_database_and_an_unsealed_one_raises_an_alarm(
    evaluator: Evaluator, reference: str, store: Store, office_keys: PublicKeys, clock: StandingClock
) -> None:
    assert form(evaluator.look(), "database", "messages") == "none"
    asks(store, office_keys, reference, clock, "room", "二階ですか")
    answers(store, office_keys, reference, clock)
    page = evaluator.look()
    assert form(page, "database", "messages") == "sealed"
    assert "二階ですか" not in page.text
    assert alarms(page) == []
    with store.writing() as session:
        session.execute(text("UPDATE messages SET body = :clear"), {"clear": b"305"})
    assert alarms(evaluator.look()) == ["messages"]


def test_an_empty_home_is_shown_as_empty_and_stays_empty(evaluator: Evaluator, home: Path) -> None:
    for file in (*home.glob("keys/*"), home / "accounts.json"):
        file.unlink()
    before = sorted(home.rglob("*"))
    page = evaluator.look()
    assert form(page, "database", "applications") == form(page, "database", "chain") == "none"
    assert form(page, "safe", "recovery_key") == "none"
    assert readable(page) == set()
    assert form(page, "browser", "form") == "none"
    assert sorted(home.rglob("*")) == before


def test_after_the_purge_nothing_is_left_but_events_without_names(
    evaluator: Evaluator, reference: str, store: Store, clock: StandingClock, town: Town
) -> None:
    clock.pass_by(days=400)
    purge(store, clock, town.retention)
    evaluator.speak("en")
    page = evaluator.look()
    assert form(page, "database", "applications") == "none"
    assert form(page, "database", "chain") == "clear"
    assert "There is no application in the database." in page.text
    assert shown(reference) not in page.text


def test_a_billing_file_that_is_no_database_counts_as_missing(
    evaluator: Evaluator, reference: str, home: Path
) -> None:
    (home / "billing.sqlite").write_bytes(b"")
    evaluator.speak("en")
    assert "no billing database here" in evaluator.look().text
    (home / "billing.sqlite").write_bytes(b"not a database at all" * 99)
    assert "no billing database here" in evaluator.look().text
