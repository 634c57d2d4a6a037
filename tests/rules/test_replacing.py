"""An application in place of another: the reference is sealed, the id leads there, and neither needs the other."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from intake.audit import DETAILS, details
from intake.opening import open_record
from intake.procedures.field import Situation
from intake.procedures.start import START
from intake.receiving import HandedIn, Receipt, Replaced, receive
from intake.records import Record, canonical, fingerprint, read_record
from intake.retention import purge
from intake.sealing.keys import PublicKeys
from intake.store import migrations
from intake.store.applications import Application, application, replacements
from intake.store.engine import Store
from intake.store.events import all_events
from intake.town import Town
from tests.rules.looking import stored
from tests.scenery import EMAIL, PrivateKeys, StandingClock, hand_in

pytestmark = pytest.mark.both_engines

NEXT_YEAR = {"start_date_year": "2027", "start_date_month": "1", "start_date_day": "15"}


def in_place_of(store: Store, keys: PublicKeys, situation: Situation, old: Application) -> Receipt:
    handed_in = HandedIn(
        START,
        stored(situation, **NEXT_YEAR),
        EMAIL,
        "ja",
        secrets.token_bytes(16),
        Replaced(old.id, old.reference),
    )
    with store.writing() as session:
        return receive(session, keys, situation, handed_in)


def test_the_new_record_names_the_old_reference_and_the_row_its_id(
    store: Store,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    situation: Situation,
    clock: StandingClock,
    town: Town,
) -> None:
    old = hand_in(store, public_keys, clock, town).application
    new = in_place_of(store, public_keys, situation, old).application
    record = read_record(open_record(new.record, new.office_wrap, "office", private_keys.office))
    assert (record.replaces, new.replaces, old.replaces) == (old.reference, old.id, None)
    with store.reading() as session:
        assert replacements(session, old.id) == [new.reference]
        assert replacements(session, new.id) == []


def test_the_new_one_stays_whole_when_the_old_one_is_erased(
    store: Store, public_keys: PublicKeys, situation: Situation, clock: StandingClock, town: Town
) -> None:
    old = hand_in(store, public_keys, clock, town).application
    new = in_place_of(store, public_keys, situation, old).application
    clock.pass_by(days=120)
    assert purge(store, clock, town.retention)["applications"] == 1
    with store.reading() as session:
        assert application(session, old.id) is None
        left = application(session, new.id)
    assert left
    assert left.replaces == old.id


def test_a_record_from_before_is_read_and_keeps_its_fingerprint() -> None:
    body = (
        b'{"answers":{"lot":"1-2-3"},"email":"a@b.example","form":1,"language":"ja","nonce":"00",'
        b'"procedure":"start","received_at":"2026-11-23T03:00:00+00:00","reference":"4120703957"}'
    )
    record = read_record(body)
    assert record == Record(
        "start", 1, "4120703957", "ja", "a@b.example", "2026-11-23T03:00:00+00:00", {"lot": "1-2-3"}, "00"
    )
    assert record.replaces == ""
    assert canonical(record) == body
    assert fingerprint(record) == "B8ZKBCSR"


def test_no_event_says_more_than_the_list_allows(
    store: Store, public_keys: PublicKeys, situation: Situation, clock: StandingClock, town: Town
) -> None:
    old = hand_in(store, public_keys, clock, town).application
    in_place_of(store, public_keys, situation, old)
    with store.reading() as session:
        assert all(set(details(event)) <= DETAILS for event in all_events(session))
        assert old.reference not in "".join(event.detail for event in all_events(session))


def go_back(store: Store, revision: str) -> None:
    """Undo the migrations after a revision, as if the program were older."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_a_database_from_before_gets_the_column_and_keeps_its_rows(
    store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    old = hand_in(store, public_keys, clock, town).application
    go_back(store, "0002")
    store.migrate()
    with store.reading() as session:
        kept = application(session, old.id)
    assert kept
    assert (kept.reference, kept.record, kept.replaces) == (old.reference, old.record, None)
