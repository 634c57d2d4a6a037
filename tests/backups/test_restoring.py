"""Restoring: what was backed up, nothing that should be erased by now, and never over anything."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from intake.audit import head, verify
from intake.backup.making import Made, back_up
from intake.backup.manifest import MANIFEST, hash_of, written
from intake.backup.restic import Restic
from intake.backup.restoring import Order, restore_file, restore_server
from intake.backup.settings import BackupSettings
from intake.backup.trouble import BackupTrouble
from intake.commands import mizuguchi
from intake.retention import purge
from intake.store.applications import Application
from intake.store.engine import Store, StoreTrouble
from intake.store.events import all_events
from intake.store.rights import Process
from intake.town import Town
from tests.backups.restored import restored
from tests.engines import POSTGRESQL, unguarded, url_for
from tests.rules.looking import rows
from tests.scenery import StandingClock

Empty = Callable[[], str]

pytestmark = pytest.mark.on_file


@pytest.fixture
def made(settings: BackupSettings, keeper: Store, clock: StandingClock) -> Made:
    """A backup of a desk with two applications."""
    return back_up(settings, keeper, clock)


@pytest.fixture
def order(settings: BackupSettings, made: Made, town: Town) -> Order:
    """That backup, as it is asked for."""
    return Order(settings.local.path / made.name, town.retention)


@pytest.mark.both_engines
def test_what_was_backed_up_is_there_again_and_the_chain_goes_on(
    order: Order, made: Made, desk: Store, clock: StandingClock, tmp_path: Path, empty: Empty
) -> None:
    with restored(order, clock, tmp_path, empty) as (store, told):
        assert {table: rows for table, rows in told.counts.items() if table != "events"} == {
            table: rows for table, rows in made.manifest.counts.items() if table != "events"
        }
        with store.reading() as there, desk.reading() as here:
            assert verify(there).sound
            assert [event.act for event in all_events(there)] == ["submit", "submit", "restored"]
            both = [
                session.scalars(text("SELECT record FROM applications ORDER BY id")).all()
                for session in (there, here)
            ]
        assert both[0] == both[1]
        assert sum(told.erased.values()) == 0


@pytest.mark.both_engines
def test_what_was_erased_since_is_erased_again_before_anybody_can_open_it(
    order: Order, desk: Store, clock: StandingClock, town: Town, tmp_path: Path, empty: Empty
) -> None:
    clock.pass_by(days=200)
    erased = purge(desk, clock, town.retention)
    with restored(order, clock, tmp_path, empty) as (store, told):
        assert told.erased == erased
        assert (told.erased["applications"], rows(store, Application)) == (2, 0)
        assert told.manifest.counts["applications"] == 2


@pytest.mark.both_engines
def test_a_changed_byte_is_not_restored(
    order: Order, clock: StandingClock, tmp_path: Path, empty: Empty, engine: str
) -> None:
    file = next(order.folder.glob("desk.*"))
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    with pytest.raises(BackupTrouble, match="hash differs"), restored(order, clock, tmp_path, empty):
        pytest.fail("restored")
    assert not (tmp_path / "new").exists()


def test_nothing_is_restored_over_a_folder_that_is_not_empty(
    order: Order, clock: StandingClock, tmp_path: Path
) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "desk.sqlite").write_text("precious")
    with pytest.raises(BackupTrouble, match="not empty"):
        restore_file(order, clock, tmp_path / "old")
    assert (tmp_path / "old" / "desk.sqlite").read_text() == "precious"
    (tmp_path / "empty").mkdir()
    restore_file(order, clock, tmp_path / "empty")
    assert {file.name for file in (tmp_path / "empty").iterdir()} == {
        "desk.sqlite",
        "town.toml",
        "run.txt",
        "manifest.json",
    }
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "empty").iterdir()} == {0o600}


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_nothing_is_restored_over_a_database_that_has_tables(
    order: Order, clock: StandingClock, desk: Store
) -> None:
    with pytest.raises(BackupTrouble, match="has tables already"):
        restore_server(order, clock, desk.engine.url.render_as_string(hide_password=False))
    assert rows(desk, Application) == 2


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_no_process_can_sign_in_before_the_purge_and_each_has_its_rights_after_it(
    order: Order, clock: StandingClock, empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, seen = empty(), list[str]()

    def knock() -> str:
        window = Store(url_for(Store(url), Process.WEBAPP), busy_milliseconds=200)
        try:
            with window.reading() as session:
                session.execute(text("SELECT created_at FROM outbox"))
        except StoreTrouble:
            return "refused"
        finally:
            window.engine.dispose()
        return "served"

    def purge_and_knock(*told: object) -> dict[str, int]:
        seen.append(knock())
        return purge(*told)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr("intake.backup.restoring.purge", purge_and_knock)
    restore_server(order, clock, url)
    assert [*seen, knock()] == ["refused", "served"]


@pytest.mark.both_engines
def test_a_restore_that_fails_late_leaves_nothing_behind(
    order: Order, clock: StandingClock, tmp_path: Path, empty: Empty, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    url = empty() if engine == POSTGRESQL else ""

    def fail(*_: object) -> dict[str, int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("intake.backup.restoring.purge", fail)
    for _ in range(2):  # the second finds it as empty as the first did
        with pytest.raises(BackupTrouble, match="No space left"), restored(order, clock, tmp_path, lambda: url):
            pytest.fail("restored")
    assert not [file for file in tmp_path.iterdir() if "new" in file.name]


def test_a_clock_that_stands_before_the_backup_is_refused(
    order: Order, clock: StandingClock, tmp_path: Path
) -> None:
    clock.pass_by(days=-1)
    with pytest.raises(BackupTrouble, match="the clock stands before"):
        restore_file(order, clock, tmp_path / "new")


def rewritten(order: Order, made: Made, **changes: object) -> None:
    """The backup with a manifest that fits what was done to it."""
    files = {name: hash_of(order.folder / name) for name in made.manifest.files}
    manifest = replace(made.manifest, files=files, **changes)  # type: ignore[arg-type]  # of the manifest's own
    (order.folder / MANIFEST).write_bytes(written(manifest))


def test_a_backup_of_a_later_program_is_left_to_that_program(
    order: Order, made: Made, clock: StandingClock, tmp_path: Path
) -> None:
    rewritten(order, made, migration="9999", program="7.0")
    with pytest.raises(BackupTrouble, match=r"a later program: 7\.0, tables 9999"):
        restore_file(order, clock, tmp_path / "new")


def test_a_backup_of_an_earlier_program_is_brought_to_the_newest_form(
    order: Order, made: Made, clock: StandingClock, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(order.folder / "desk.sqlite")) as old:
        old.execute("ALTER TABLE slips DROP COLUMN copy_reason")
        old.execute("UPDATE alembic_version SET version_num = '0007'")
        old.commit()
    rewritten(order, made, migration="0007")
    with restored(order, clock, tmp_path, str) as (store, _), store.reading() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == made.manifest.migration
        assert session.execute(text("SELECT copy_reason FROM slips")).all() == []


@pytest.mark.parametrize(
    ("done", "wrong"),
    [
        ("DELETE FROM events WHERE number = 2", "the audit chain ends elsewhere"),
        ("DELETE FROM applications", "applications has not as many rows"),
        ("UPDATE events SET actor = 'clerk 1' WHERE number = 1", "NOT SOUND: event 1 was changed"),
    ],
)
def test_a_database_that_does_not_fit_its_manifest_or_itself_is_not_restored(
    order: Order, made: Made, clock: StandingClock, tmp_path: Path, done: str, wrong: str
) -> None:
    inside = Store(f"sqlite:///{order.folder / 'desk.sqlite'}")
    unguarded(inside, done)
    inside.settle()
    inside.engine.dispose()
    for beside in order.folder.glob("desk.sqlite?*"):
        beside.unlink()
    rewritten(order, made)
    counts = {"events": made.manifest.counts["events"] - 1} if "DELETE FROM events" in done else {}
    rewritten(order, made, counts={**made.manifest.counts, **counts})
    with pytest.raises(BackupTrouble, match=wrong):
        restore_file(order, clock, tmp_path / "new")
    if "UPDATE" in done:
        told = restore_file(replace(order, even_unsound=True), clock, tmp_path / "new")
        assert told.unsound == "event 1 was changed"


def test_a_head_from_paper_that_is_not_in_the_backup_stops_it(
    order: Order, desk: Store, clock: StandingClock, tmp_path: Path
) -> None:
    with desk.reading() as session:
        later = head(session)[:12]
        in_it = verify(session).head
    assert in_it.startswith(later)
    with pytest.raises(BackupTrouble, match="on paper"):
        restore_file(replace(order, heads=[later]), clock, tmp_path / "new")


def test_when_all_here_is_lost_the_far_place_alone_brings_it_back(
    settings: BackupSettings,
    keeper: Store,
    clock: StandingClock,
    restic: Restic,
    town: Town,
    tmp_path: Path,
) -> None:
    made = back_up(replace(settings, remote=restic), keeper, clock)
    settings.local.remove([made.name])
    order = Order(restic.fetch(made.name, tmp_path), town.retention)
    with restored(order, clock, tmp_path, str) as (store, told):
        assert told.manifest == made.manifest
        assert rows(store, Application) == 2


def test_the_command_restores_the_newest_and_tells_time_and_counts(
    settings: BackupSettings, order: Order, tmp_path: Path
) -> None:
    environ = os.environ | {"MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path)}
    line = ["restore", "--to", str(tmp_path / "new"), "--files-to", str(tmp_path / "files")]
    done = CliRunner().invoke(mizuguchi, line, env=environ)
    assert done.exit_code == 0, done.output
    assert "applications: 2 restored, 2 after the purge" in done.output
    assert "Restored in " in done.output
    assert {file.name for file in (tmp_path / "files").iterdir()} == {"town.toml", "run.txt", "manifest.json"}
    again = CliRunner().invoke(mizuguchi, line, env=environ)
    assert (again.exit_code, "ALARM" in again.output) == (1, True)
    shown = ["restore", "--to", "postgresql://mizuguchi_owner:himitsu@db/mizuguchi"]
    refused = CliRunner().invoke(mizuguchi, shown, env=environ)
    assert (refused.exit_code, "a password in an argument" in refused.output) == (1, True)
    assert "himitsu" not in refused.output
