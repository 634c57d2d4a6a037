"""Readiness and figures with the rights that each process has, on both engines."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from intake.audit import write_event
from intake.backup.standing import DRILL, FAILED, MADE, Wrong, wrong_with_backups
from intake.clock import SystemClock
from intake.log import logger
from intake.metering import Meters
from intake.metering_store import watch_outbox, watch_store
from intake.readiness import Readiness
from intake.ready import ready
from intake.rounds import Rounds
from intake.side_door import open_side_door
from intake.store.engine import Store
from intake.store.form import WrongForm, form_of, insist_on_form, newest
from intake.store.migrations import knows
from intake.store.rights import Process
from tests.engines import url_for
from tests.scenery import StandingClock

ALL_WELL = {"database": "ok", "tables": "ok", "clock": "ok", "keys": "ok"}
DOORS = (Process.WEBAPP, Process.ADMIN)


def test_the_newest_form_by_its_file_is_the_one_that_alembic_knows(store: Store) -> None:
    assert knows(newest())
    assert form_of(store) == newest()


@pytest.mark.both_engines
def test_every_process_may_ask_for_the_form_of_the_tables(store: Store) -> None:
    for process in Process:
        own = Store(url_for(store, process))
        insist_on_form(own)
        own.engine.dispose()


@pytest.mark.both_engines
def test_a_process_with_a_door_is_ready_with_its_own_rights_and_says_what_is_not(store: Store) -> None:
    for process in DOORS:
        own = Store(url_for(store, process))
        assert Readiness(own).look() == ALL_WELL
        assert Readiness(own, {}).answer()[0] == 503
        meters = Meters("window")
        watch_store(meters, own)
        watch_outbox(meters, own, SystemClock())
        assert b'mizuguchi_letters_waiting{process="window"} 0.0' in meters.text()
        own.engine.dispose()


@pytest.mark.both_engines
@pytest.mark.parametrize(("form", "word"), [("0001", "pending"), ("9999", "newer")])
def test_tables_of_another_program_are_not_ready(store: Store, form: str, word: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :form"), {"form": form})
    assert Readiness(store).look()["tables"] == word
    with pytest.raises(WrongForm):
        insist_on_form(store)


def test_a_database_that_is_away_and_a_clock_that_was_lost_are_not_ready(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Store("postgresql://nobody@127.0.0.1:1/none")
    assert Readiness(away).look() == {"database": "away", "tables": "unknown", "clock": "unknown", "keys": "ok"}
    monkeypatch.setattr(SystemClock, "now", lambda _self: datetime(1970, 1, 2, tzinfo=UTC))
    assert Readiness(store).look()["clock"] == "wrong"


def test_to_be_alive_is_enough_for_a_unit_and_what_is_away_is_named(store: Store) -> None:
    away = Store("postgresql://nobody@127.0.0.1:1/none")
    asked = {"MIZUGUCHI_SIDE_DOOR": "127.0.0.1:0"}
    meters = Meters("window")
    door = open_side_door(asked, Readiness(away), meters)
    assert door is not None
    asked = {"MIZUGUCHI_SIDE_DOOR": f"127.0.0.1:{door.socket.getsockname()[1]}"}
    try:
        ended = {
            words: CliRunner().invoke(ready, words.split(), env=asked)
            for words in ("", "--alive", "--wait 1 --alive")
        }
    finally:
        door.shutdown()
        door.server_close()
    assert [each.exit_code for each in ended.values()] == [1, 0, 0]
    assert b'mizuguchi_ready{process="window"} 0.0' in meters.text()
    assert all("database away" in each.output for each in ended.values())
    assert CliRunner().invoke(ready, ["--alive"], env=asked).exit_code == 1, "nobody is there"


@pytest.mark.both_engines
def test_the_housekeeper_measures_with_its_own_rights(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Store(url_for(store, Process.HOUSEKEEPER))
    rounds = Rounds(own, {}, logger("housekeeper"))
    rounds.go()
    figures = rounds._meters.text().decode()
    assert 'mizuguchi_applications_received{process="housekeeper"} 0.0' in figures
    assert 'mizuguchi_database_bytes{process="housekeeper"} 0.0' not in figures
    own.engine.dispose()


def test_places_that_are_not_prepared_and_a_file_that_cant_be_written_stop_no_round(store: Store) -> None:
    nowhere = {
        "MIZUGUCHI_DATABASE": str(store.engine.url),
        "MIZUGUCHI_BACKUP_LOCAL": "/nowhere/near",
        "MIZUGUCHI_BACKUP_REMOTE": "/nowhere/far",
        "MIZUGUCHI_METRICS_FILE": "/nowhere/housekeeper.prom",
    }
    rounds = Rounds(store, nowhere, logger("housekeeper"))
    rounds.go()
    assert b'mizuguchi_backup_newest_seconds{process="housekeeper"} 0.0' in rounds._meters.text()


def test_backups_are_wrong_when_a_day_or_a_rehearsal_failed_or_is_missing(
    store: Store, clock: StandingClock
) -> None:
    def wrong() -> list[Wrong]:
        with store.reading() as session:
            return wrong_with_backups(session, clock.now())

    def tell(act: str, **detail: str) -> None:
        with store.writing() as session:
            write_event(session, act, "housekeeper", clock.now(), None, **detail)

    assert wrong() == [], "a desk without backups is a decision"
    tell(MADE)
    assert wrong() == []
    clock.pass_by(hours=27)
    assert wrong() == [Wrong.MISSING]
    tell(FAILED)
    assert wrong() == [Wrong.MISSING, Wrong.FAILED]
    tell(MADE)
    tell(DRILL, what="failed")
    assert wrong() == [Wrong.DRILL]
    tell(DRILL, what="passed")
    assert wrong() == []
    for _ in range(41):
        clock.pass_by(hours=24)
    tell(MADE)
    assert wrong() == [Wrong.NO_DRILL]
