"""A backup is the database of one moment, in two places, and of nothing half."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest

from intake.audit import details, head, verify
from intake.backup.folder import MARK, Folder
from intake.backup.making import back_up
from intake.backup.manifest import checked
from intake.backup.restic import Restic
from intake.backup.restoring import Order
from intake.backup.settings import LOCK, BackupSettings
from intake.backup.standing import MADE
from intake.backup.trouble import BackupTrouble
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.store.rights import Process
from intake.town import SHIPPED, Town
from tests.backups.restored import restored
from tests.engines import POSTGRESQL, Copies, url_for
from tests.rules.looking import rows
from tests.scenery import ANSWERS, EMAIL, StandingClock, hand_in

pytestmark = pytest.mark.on_file


def days_of(settings: BackupSettings) -> list[list[str]]:
    return [[name[:10] for name in place.held()] for place in settings.places]


@pytest.mark.both_engines
def test_a_backup_names_what_it_holds_and_lies_in_both_places(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock
) -> None:
    with desk.reading() as session:
        at_the_time = head(session)
    made = back_up(settings, keeper, clock)
    assert made.name == "2026-11-23_120000"
    for folder in (settings.local.path, settings.remote.path):  # type: ignore[attr-defined]  # both are folders here
        manifest = checked(folder / made.name)
        assert manifest == made.manifest
        assert (folder / made.name / "town.toml").read_bytes() == SHIPPED.read_bytes()
    assert manifest.lock == manifest.files["run.txt"] == sha256(LOCK.read_bytes()).hexdigest()
    assert (manifest.counts["applications"], manifest.events, manifest.head) == (2, 2, at_the_time)
    assert (manifest.migration, manifest.engine) == ("0008", desk.engine.dialect.name)
    assert manifest.made_at == "2026-11-23T12:00:00+09:00"


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_a_large_object_of_somebody_else_stops_no_backup(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock, copies: Copies
) -> None:
    copies.cluster.tell("SELECT lo_from_bytea(0, 'x')", database=str(desk.engine.url.database))
    assert back_up(settings, keeper, clock).manifest.counts["applications"] == 2


@pytest.mark.both_engines
def test_the_chain_tells_of_a_backup_with_the_hash_of_its_manifest(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock
) -> None:
    made = back_up(settings, keeper, clock)
    with desk.reading() as session:
        (event,) = latest_of(session, [MADE])
        told = details(event)
    digest = sha256((settings.local.path / made.name / "manifest.json").read_bytes()).hexdigest()
    assert told == {"day": "2026-11-23", "what": "local remote", "manifest": digest}


@pytest.mark.both_engines
def test_only_its_owner_may_read_a_backup_and_nothing_in_it_is_in_clear_or_a_key(
    settings: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    made = back_up(settings, keeper, clock)
    for place in (settings.local, settings.remote):
        assert isinstance(place, Folder)
        folder = place.path / made.name
        assert {file.name for file in folder.iterdir()} == {*made.manifest.files, "manifest.json"}
        assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
        assert {each.stat().st_mode & 0o777 for each in (folder, place.path)} == {0o700}
        raw = b"".join(file.read_bytes() for file in folder.iterdir())
        for value in (EMAIL, ANSWERS["family_name"], ANSWERS["building"], "09012345678", "PRIVATE KEY"):
            assert value.encode() not in raw


@pytest.mark.both_engines
def test_a_backup_made_while_others_write_is_of_one_moment(
    settings: BackupSettings,
    keeper: Store,
    desk: Store,
    clock: StandingClock,
    town: Town,
    public_keys: PublicKeys,
    tmp_path: Path,
    empty: Callable[[], str],
) -> None:
    over = Event()

    def go_on() -> None:
        while not over.is_set():
            hand_in(desk, public_keys, clock, town)

    with ThreadPoolExecutor(1) as residents:
        work = residents.submit(go_on)
        while rows(desk, Application) < 4:
            pass
        made = back_up(settings, keeper, clock)
        over.set()
        work.result()
    assert made.manifest.counts["applications"] == made.manifest.events > 3
    order = Order(settings.local.path / made.name, town.retention)
    with restored(order, clock, tmp_path, empty) as (store, _), store.reading() as session:
        assert verify(session).sound


def test_fourteen_days_are_kept_and_the_fifteenth_is_gone_from_both_places(
    settings: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    for _ in range(15):
        back_up(settings, keeper, clock)
        clock.pass_by(days=1)
    assert [(len(days), days[0]) for days in days_of(settings)] == [(14, "2026-11-24")] * 2


def test_a_place_that_is_not_prepared_is_refused_and_nothing_appears_in_it(
    settings: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    (settings.local.path / MARK).unlink()
    with pytest.raises(BackupTrouble, match="not mounted"):
        back_up(settings, keeper, clock)
    assert list(settings.local.path.iterdir()) == []


def test_while_the_far_place_is_away_the_near_one_has_it_and_the_far_one_gets_it_later(
    settings: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    assert isinstance(settings.remote, Folder)
    away = settings.remote.path.rename(settings.remote.path.with_name("unplugged"))
    with pytest.raises(BackupTrouble, match=r"^remote: "):
        back_up(settings, keeper, clock)
    assert [len(settings.local.held()), len(list(away.iterdir()))] == [1, 1]
    away.rename(settings.remote.path)
    clock.pass_by(days=1)
    back_up(settings, keeper, clock)
    assert days_of(settings) == [["2026-11-23", "2026-11-24"]] * 2


def test_two_backups_at_once_are_one(settings: BackupSettings, keeper: Store, clock: StandingClock) -> None:
    with settings.local.alone(), pytest.raises(BackupTrouble, match="under way"):
        back_up(settings, keeper, clock)
    assert settings.local.held() == []


KILLED = """
import os, signal, sys
from datetime import timedelta
from intake.backup import making
from intake.backup.settings import read_settings
from intake.clock import SystemClock
from intake.store.engine import Store
copy = making.copy_database
def killed(url, folder):
    copy(url, folder)
    os.kill(os.getpid(), signal.SIGKILL)
making.copy_database = killed
making.back_up(read_settings(os.environ), Store(os.environ["MIZUGUCHI_DATABASE"]), SystemClock())
"""


def run_in(settings: BackupSettings, *line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(line, env=environ(settings), check=False, capture_output=True, text=True)


COMMAND = "from intake.commands import mizuguchi; mizuguchi()"


def environ(settings: BackupSettings) -> dict[str, str]:
    assert isinstance(settings.remote, Folder)
    return os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(settings.remote.path),
    }


def test_a_backup_that_is_killed_halfway_is_none_and_the_next_one_clears_it_away(
    settings: BackupSettings, keeper: Store, clock: StandingClock
) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], env=environ(settings), check=False)
    assert done.returncode == -signal.SIGKILL
    assert [len(each) for each in days_of(settings)] == [0, 0]
    assert len(list(settings.local.path.iterdir())) == 2
    back_up(settings, keeper, clock)
    assert sorted(each.name for each in settings.local.path.iterdir()) == ["2026-11-23_120000", MARK]


def test_a_disk_that_is_full_leaves_no_backup_and_says_so(settings: BackupSettings) -> None:
    user = [] if os.getuid() == 0 else ["--map-root-user"]
    place = settings.local.path
    work = f"touch {place / MARK}; {sys.executable} -c '{COMMAND}' backup; echo code $?; ls -A {place}"
    small = f"mount -t tmpfs -o size=300k,mode=700 small {place} || exit 77; {work}"
    done = run_in(settings, "unshare", *user, "--mount", "sh", "-c", small)
    if "code" not in done.stdout:  # nobody may mount a disk here; then files that may not become large
        done = run_in(settings, "sh", "-c", f"ulimit -f 100; {work}")
    assert done.stdout.split() == ["code", "1", MARK]
    assert done.stderr.startswith("ALARM: local: ")


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_whoever_does_not_see_every_row_makes_no_backup(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock
) -> None:
    for process in (Process.WEBAPP, Process.HOUSEKEEPER):
        with pytest.raises(BackupTrouble, match="does not see every row"):
            back_up(replace(settings, database=url_for(desk, process)), keeper, clock)
    assert settings.local.held() == []


def test_restic_keeps_what_the_folder_keeps_and_no_byte_of_a_day_that_is_over(
    settings: BackupSettings, keeper: Store, clock: StandingClock, restic: Restic, tmp_path: Path
) -> None:
    (tmp_path / "large").write_bytes(os.urandom(12 << 20))  # restic likes to leave a small part of it unused
    far = replace(settings, remote=restic, days=2, lock=tmp_path / "large")
    for _ in range(3):
        made = back_up(far, keeper, clock)
        clock.pass_by(days=1)
    assert days_of(far) == [["2026-11-24", "2026-11-25"]] * 2
    assert checked(restic.fetch(made.name, tmp_path)) == made.manifest
    assert restic.damages(restic.held()) == []
    (tmp_path / "password").write_text(restic.password)
    look = [
        "restic",
        "--no-cache",
        "-r",
        restic.repository,
        "--password-file",
        str(tmp_path / "password"),
        "prune",
    ]
    told = subprocess.run([*look, "--dry-run", "--max-unused", "0"], check=True, capture_output=True, text=True)
    assert re.search(r"total prune: +0 blobs", told.stdout), told.stdout


def test_a_repository_that_can_not_be_reached_or_opened_is_told_without_its_address(
    settings: BackupSettings, keeper: Store, clock: StandingClock, restic: Restic
) -> None:
    for far in (
        replace(restic, repository="rest:http://127.0.0.1:1/secret-place", patience=1),
        replace(restic, password="wrong"),
    ):
        with pytest.raises(BackupTrouble, match=r"^remote: ") as told:
            back_up(replace(settings, remote=far), keeper, clock)
        assert "secret-place" not in str(told.value)
        clock.pass_by(seconds=1)
    assert len(settings.local.held()) == 2
