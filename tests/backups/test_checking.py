"""Looking at the backups: whatever is missing, differs or is damaged is an alarm, and never green."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.backup.checking import look
from intake.backup.folder import Folder
from intake.backup.making import back_up
from intake.backup.restic import Restic
from intake.backup.settings import BackupSettings
from intake.commands import mizuguchi
from intake.store.engine import Store
from tests.engines import unguarded
from tests.scenery import StandingClock

pytestmark = pytest.mark.on_file


@pytest.fixture
def week(settings: BackupSettings, keeper: Store, clock: StandingClock) -> BackupSettings:
    """Four days of backups; it is four hours after the last one."""
    for _ in range(4):
        back_up(settings, keeper, clock)
        clock.pass_by(days=1)
    clock.pass_by(hours=-20)
    return settings


def far(settings: BackupSettings) -> Path:
    assert isinstance(settings.remote, Folder)
    return settings.remote.path


def alarms(settings: BackupSettings, keeper: Store, clock: StandingClock) -> list[str]:
    return list(look(settings, keeper, clock).alarms)


@pytest.mark.both_engines
def test_what_is_as_it_should_be_is_green(week: BackupSettings, keeper: Store, clock: StandingClock) -> None:
    found = look(week, keeper, clock)
    assert (found.well, list(found.alarms)) == (True, [])
    assert found.lines[0] == "local: 4 backups of 4 days, 2026-11-23_120000 to 2026-11-26_120000"


def test_a_day_that_is_missing_in_both_places_is_an_alarm(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    for place in week.places:
        place.remove(["2026-11-24_120000"])
    unguarded(keeper, "DELETE FROM events WHERE act = 'backup'")
    assert alarms(week, keeper, clock) == ["local: no backup of 2026-11-24", "remote: no backup of 2026-11-24"]


@pytest.mark.both_engines
def test_the_first_day_that_somebody_took_away_everywhere_is_missed_by_the_audit_chain(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    for place in week.places:
        place.remove(["2026-11-23_120000"])
    found = alarms(week, keeper, clock)
    assert found[0] == "local: no backup of 2026-11-23"
    assert "remote: the backup of 2026-11-23 that the audit chain tells of is not there as it was made" in found


def test_a_backup_that_is_only_in_one_place_is_an_alarm(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    week.remote.remove(["2026-11-25_120000"])
    assert "2026-11-25_120000 is only near" in alarms(week, keeper, clock)


def change_a_byte(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(5000)
        byte = opened.read(1)[0]
        opened.seek(5000)
        opened.write(bytes([byte ^ 1]))


def test_a_changed_byte_is_an_alarm(week: BackupSettings, keeper: Store, clock: StandingClock) -> None:
    change_a_byte(far(week) / "2026-11-24_120000" / "desk.sqlite")
    assert alarms(week, keeper, clock) == [
        "remote: 2026-11-24_120000: desk.sqlite is not what was written: its hash differs"
    ]


def test_a_backup_that_was_replaced_with_its_manifest_everywhere_does_not_fit_the_audit_chain(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    for path in (week.local.path, far(week)):
        manifest = path / "2026-11-24_120000" / "manifest.json"
        manifest.write_text(manifest.read_text().replace('"0.1.0"', '"0.1.1"'))
    found = alarms(week, keeper, clock)
    assert len(found) == 2
    assert all("of 2026-11-24 that the audit chain tells of is not there as it was made" in each for each in found)


def test_a_file_too_many_or_a_file_that_is_gone_is_an_alarm(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    (week.local.path / "2026-11-24_120000" / "office.key").touch()
    (far(week) / "2026-11-24_120000" / "town.toml").unlink()
    assert alarms(week, keeper, clock) == [
        "local: 2026-11-24_120000: office.key is not in the manifest",
        "remote: 2026-11-24_120000: town.toml is missing",
    ]


def test_after_a_day_without_a_backup_nothing_is_green(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    clock.pass_by(hours=22)
    assert alarms(week, keeper, clock) == []
    clock.pass_by(hours=1)
    assert alarms(week, keeper, clock)[0] == "local: the newest backup is of 2026-11-26 12:00"
    clock.pass_by(days=1)
    assert "local: no backup of 2026-11-27" in alarms(week, keeper, clock)


def test_what_is_kept_too_long_is_an_alarm(week: BackupSettings, keeper: Store, clock: StandingClock) -> None:
    short = replace(week, days=3)
    assert "local: 2026-11-23_120000 is kept longer than 3 days" in alarms(short, keeper, clock)


def test_a_clock_that_was_put_back_is_an_alarm_and_removes_nothing(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    clock.pass_by(days=-2)
    back_up(week, keeper, clock)
    assert len(week.local.held()) == 5
    assert "local: 2026-11-26_120000 is from the future: a clock was put back" in alarms(week, keeper, clock)


def test_a_place_that_is_not_there_is_an_alarm_and_the_other_is_looked_at_all_the_same(
    week: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    shutil.rmtree(far(week))
    change_a_byte(week.local.path / "2026-11-24_120000" / "desk.sqlite")
    found = look(week, keeper, clock)
    assert found.lines[1] == "remote: can't be looked at"
    assert [each.split(":")[0] for each in found.alarms] == ["local", "remote"]


def test_a_damaged_repository_is_an_alarm(
    settings: BackupSettings, keeper: Store, clock: StandingClock, restic: Restic
) -> None:
    there = replace(settings, remote=restic)
    back_up(there, keeper, clock)
    assert look(there, keeper, clock).well
    largest = max((Path(restic.repository) / "data").rglob("*"), key=lambda file: file.stat().st_size)
    largest.chmod(0o600)
    change_a_byte(largest)
    assert "restic finds damage" in alarms(there, keeper, clock)[0]


def test_the_command_says_alarm_and_fails(settings: BackupSettings, desk: Store) -> None:
    environ = os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(far(settings)),
    }
    before = CliRunner().invoke(mizuguchi, ["backup", "--check"], env=environ)
    assert (before.exit_code, "ALARM: local: there is no backup at all" in before.output) == (1, True)
    made = CliRunner().invoke(mizuguchi, ["backup"], env=environ)
    assert (made.exit_code, "in both places" in made.output) == (0, True)
    after = CliRunner().invoke(mizuguchi, ["backup", "--check"], env=environ)
    assert (after.exit_code, "as they should be" in after.output) == (0, True)
    shutil.rmtree(far(settings))
    # Two of one second would have one name.
    a_little_later = {**environ, "MIZUGUCHI_CLOCK_OFFSET": "60", "MIZUGUCHI_REHEARSAL": "1"}
    failed = CliRunner().invoke(mizuguchi, ["backup"], env=a_little_later)
    assert (failed.exit_code, failed.output.startswith("ALARM: remote: ")) == (1, True)
