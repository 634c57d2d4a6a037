"""A drill that is cut off leaves no copy for longer than to the next one, and until then it shows."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from intake.backup import drilling
from intake.backup.checking import look
from intake.backup.drilling import drill
from intake.backup.folder import Folder
from intake.backup.restoring import Restored, restore_file, restore_server
from intake.backup.scratch import NOTE, scratch_for, was_cut_off
from intake.backup.settings import BackupSettings
from intake.backup.trouble import BackupTrouble
from intake.store.clearing_away import is_cleared
from intake.store.engine import Store
from intake.store.rehearsing import clear_marked, is_marked
from intake.town import Town
from tests.engines import POSTGRESQL
from tests.scenery import StandingClock

pytestmark = pytest.mark.on_file


class PowerCut(BaseException):
    """Nothing of the program runs any more."""


@dataclass
class Drilling:
    """Somebody who drills."""

    settings: BackupSettings
    keeper: Store
    clock: StandingClock
    town: Town
    server: str
    scratch: Path

    def once(self) -> None:
        drill(self.settings, self.keeper, self.clock, self.town.retention, self.server, self.scratch)

    def alarms(self) -> list[str]:
        return [each for each in look(self.settings, self.keeper, self.clock).alarms if "cut off" in each]


@pytest.fixture
def drills(
    settings: BackupSettings, keeper: Store, clock: StandingClock, town: Town, tmp_path: Path,
    empty: Callable[[], str], engine: str,
) -> Drilling:  # fmt: skip
    (tmp_path / "scratch").mkdir()
    server = empty() if engine == POSTGRESQL else ""
    return Drilling(settings, keeper, clock, town, server, tmp_path / "scratch")


@pytest.mark.both_engines
def test_what_it_left_is_an_alarm_and_goes_with_the_next_one(
    drills: Drilling, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*order: Any) -> Restored:
        (restore_server if drills.server else restore_file)(*order)
        raise PowerCut

    with monkeypatch.context() as spoilt:
        spoilt.setattr(drilling, "restore_server" if drills.server else "restore_file", cut_off)
        spoilt.setattr("intake.backup.scratch._clear", lambda *_: None)
        with pytest.raises(PowerCut):
            drills.once()
    assert list(drills.scratch.rglob("*")) if not drills.server else not is_cleared(drills.server)
    assert drills.alarms()
    drills.clock.pass_by(seconds=1)
    drills.once()
    assert drills.alarms() == []
    assert list(drills.scratch.iterdir()) == []
    assert not drills.server or (is_cleared(drills.server) and not is_marked(drills.server))


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_what_no_drill_has_put_into_a_database_stays(drills: Drilling, desk: Store) -> None:
    url = desk.engine.url.render_as_string(hide_password=False)
    clear_marked(url)
    assert not is_cleared(url)


def test_two_drills_wait_for_each_other(drills: Drilling) -> None:
    with scratch_for(drills.settings.local.path, "", drills.scratch) as folder:
        assert not was_cut_off(drills.settings.local.path)
        with pytest.raises(BackupTrouble, match="another drill is under way"):
            drills.once()
        assert folder.is_dir()
    assert not folder.exists()


def test_a_drill_that_is_told_to_end_clears_up(drills: Drilling) -> None:
    remote = drills.settings.remote
    assert isinstance(remote, Folder)
    environ = os.environ | {
        "MIZUGUCHI_DATABASE": drills.settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(drills.settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(remote.path),
    }
    slow = (
        "import time; from intake.backup import drilling; from intake.commands import mizuguchi;"
        "drilling.restore_file = lambda order, clock, target: (target.mkdir(), time.sleep(60));"
        f"mizuguchi(['drill', '--scratch', {str(drills.scratch)!r}])"
    )
    process = subprocess.Popen([sys.executable, "-c", slow], env=environ)
    until = time.monotonic() + 30
    while not list(drills.scratch.glob("*/*/restored")) and time.monotonic() < until:
        time.sleep(0.05)
    assert list(drills.scratch.iterdir())
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert list(drills.scratch.iterdir()) == []
    assert (drills.settings.local.path / NOTE).read_text() == ""
    assert '"the drill was cut off"' in (drills.settings.local.path / drilling.RECORD).read_text()
