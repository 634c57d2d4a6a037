"""The housekeeper backs up once on each day of the wall calendar, and goes on trying where it could not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intake.audit import details
from intake.backup.daily import Daily
from intake.backup.folder import Folder
from intake.backup.settings import BackupSettings
from intake.backup.standing import FAILED, MADE
from intake.backup.trouble import BackupTrouble
from intake.log import logger
from intake.rounds import Rounds
from intake.store.engine import Store
from intake.store.events import latest_of
from tests.scenery import StandingClock

pytestmark = pytest.mark.on_file


def acts(store: Store, act: str) -> list[str]:
    with store.reading() as session:
        return [str(details(event)["day"]) for event in latest_of(session, [act], 50)]


@pytest.mark.both_engines
def test_one_backup_a_day_of_the_wall_calendar(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock
) -> None:
    daily = Daily(settings)
    found = daily.round(keeper, clock)
    assert found is not None
    assert found.well
    clock.pass_by(hours=11, minutes=50)
    assert daily.round(keeper, clock) is None
    assert Daily(settings).round(keeper, clock) is not None  # one that was started anew looks, and makes none
    clock.pass_by(minutes=20)  # past midnight in Japan
    daily.round(keeper, clock)
    assert settings.local.held() == ["2026-11-23_120000", "2026-11-24_001000"]
    assert acts(desk, MADE) == ["2026-11-24", "2026-11-23"]


@pytest.mark.parametrize("ahead", [0, 40 * 86400])
def test_the_newest_backup_is_a_moment_of_real_time_also_in_a_rehearsal(
    settings: BackupSettings, keeper: Store, ahead: int
) -> None:
    told = {
        "MIZUGUCHI_DATABASE": str(keeper.engine.url),
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(settings.remote.path),  # type: ignore[attr-defined]  # a folder
        "MIZUGUCHI_CLOCK_OFFSET": str(ahead),
        "MIZUGUCHI_REHEARSAL": "1",
    }
    rounds = Rounds(keeper, told, logger("housekeeper"))
    rounds.go()
    said = re.search(r"^mizuguchi_backup_newest_seconds{.*} (\S+)$", rounds._meters.text().decode(), re.MULTILINE)
    assert said is not None
    assert 0 <= time.time() - float(said[1]) < 60


def test_what_fails_is_tried_again_and_told_once_a_day(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock
) -> None:
    assert isinstance(settings.remote, Folder)
    away = settings.remote.path.rename(settings.remote.path.with_name("unplugged"))
    daily = Daily(settings)
    for _ in range(3):
        with pytest.raises(BackupTrouble):
            daily.round(keeper, clock)
        clock.pass_by(minutes=10)
    assert acts(desk, FAILED) == ["2026-11-23"]
    assert len(settings.local.held()) == 1
    away.rename(settings.remote.path)
    found = daily.round(keeper, clock)
    assert found is not None
    assert found.well
    assert settings.remote.held() == settings.local.held()


def test_the_running_housekeeper_makes_a_backup_and_says_so(settings: BackupSettings, desk: Store) -> None:
    assert isinstance(settings.remote, Folder)
    told = os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(settings.remote.path),
    }
    code = "from intake.commands import mizuguchi; mizuguchi()"
    line = [sys.executable, "-c", code, "housekeeper", "--every", "60"]
    with subprocess.Popen(line, env=told, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        said = next(text for text in process.stderr if "backup" in text)
        process.terminate()
        assert process.wait(timeout=20) == 0
    assert "backup made" in said
    assert len(settings.local.held()) == len(settings.remote.held()) == 1


def test_a_wrong_setting_stops_the_start(settings: BackupSettings, tmp_path: Path) -> None:
    told = os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(settings.local.path),
    }
    code = "from intake.commands import mizuguchi; mizuguchi()"
    done = subprocess.run(
        [sys.executable, "-c", code, "housekeeper"], env=told, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "one place and not two" in done.stderr) == (1, True)
