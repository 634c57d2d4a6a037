"""The drill: everything once, in earnest, and a record of it whether it went well or not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from intake.audit import details
from intake.backup.drilling import RECORD, drill
from intake.backup.folder import MARK, Folder
from intake.backup.settings import BackupSettings
from intake.backup.standing import DRILL
from intake.backup.trouble import BackupTrouble
from intake.commands import mizuguchi
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.town import Town
from tests.engines import POSTGRESQL
from tests.scenery import StandingClock

pytestmark = pytest.mark.on_file


def record(settings: BackupSettings) -> list[dict[str, object]]:
    return [json.loads(line) for line in (settings.local.path / RECORD).read_text().splitlines()]


@pytest.mark.both_engines
def test_a_drill_restores_from_both_places_as_many_rows_as_were_backed_up_and_records_it(
    settings: BackupSettings,
    keeper: Store,
    desk: Store,
    clock: StandingClock,
    town: Town,
    tmp_path: Path,
    empty: Callable[[], str],
    engine: str,
) -> None:
    server = empty() if engine == POSTGRESQL else ""
    clock.pass_by(days=200)
    drilled = drill(settings, keeper, clock, town.retention, server, tmp_path)
    assert [place.name for place in settings.places] == list(drilled.restored)
    lines = record(settings)
    assert [line["result"] for line in lines] == ["passed"]
    told = lines[0]["places"]["remote"]  # type: ignore[index]  # JSON
    assert (told["counts"]["applications"], told["erased"]["applications"]) == (2, 2)
    assert told["restore_seconds"] > 0
    with desk.reading() as session:
        (event,) = latest_of(session, [DRILL])
        assert details(event) == {"what": "passed"}
    assert not list(tmp_path.glob("mizuguchi-drill-*"))
    assert (settings.local.path / RECORD).stat().st_mode & 0o777 == 0o600
    if server:
        left = Store(server)
        with left.reading() as session:
            assert not session.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
        left.engine.dispose()


def test_a_drill_that_fails_says_so_in_the_record_the_chain_and_by_its_exit_code(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock, town: Town
) -> None:
    assert isinstance(settings.remote, Folder)
    (settings.remote.path / MARK).unlink()
    with pytest.raises(BackupTrouble, match=r"^remote: "):
        drill(settings, keeper, clock, town.retention)
    (line,) = record(settings)
    assert (line["result"], str(line["trouble"]).startswith("remote: ")) == ("failed", True)
    with desk.reading() as session:
        (event,) = latest_of(session, [DRILL])
        assert details(event) == {"what": "failed"}
    environ = os.environ | {
        "MIZUGUCHI_DATABASE": settings.database,
        "MIZUGUCHI_BACKUP_LOCAL": str(settings.local.path),
        "MIZUGUCHI_BACKUP_REMOTE": str(settings.remote.path),
    }
    failed = CliRunner().invoke(mizuguchi, ["drill"], env=environ)
    assert (failed.exit_code, failed.output.startswith("ALARM: ")) == (1, True)
    settings.remote.prepare()
    a_little_later = {**environ, "MIZUGUCHI_CLOCK_OFFSET": "60", "MIZUGUCHI_REHEARSAL": "1"}
    passed = CliRunner().invoke(mizuguchi, ["drill"], env=a_little_later)
    assert (passed.exit_code, "as many as were backed up" in passed.output) == (0, True)


@pytest.mark.parametrize("engine", [POSTGRESQL], indirect=True)
def test_on_postgresql_a_drill_wants_a_database_of_its_own_that_is_empty(
    settings: BackupSettings, keeper: Store, desk: Store, clock: StandingClock, town: Town
) -> None:
    with pytest.raises(BackupTrouble, match="MIZUGUCHI_DRILL_DATABASE"):
        drill(settings, keeper, clock, town.retention)
    clock.pass_by(seconds=1)
    with pytest.raises(BackupTrouble, match="has tables already"):
        drill(settings, keeper, clock, town.retention, desk.engine.url.render_as_string(hide_password=False))
