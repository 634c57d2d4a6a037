"""The housekeeper's commands, started as an operator starts them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from intake.audit import head
from intake.commands import mizuguchi
from intake.housekeeping import audit, migrate, purge, register
from intake.procedures import offered
from intake.register import register_of
from intake.sealing.keys import PublicKeys
from intake.settings import SettingMissing
from intake.store.applications import Application
from intake.store.engine import Store
from intake.town import Town
from tests.engines import unguarded
from tests.rules.looking import rows
from tests.scenery import StandingClock, hand_in

AFTER_YEARS = {"MIZUGUCHI_CLOCK_OFFSET": str(20 * 365 * 86400)}


@pytest.fixture
def desk(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> dict[str, str]:
    """The environment of a desk with one application."""
    hand_in(store, public_keys, clock, town)
    return {"MIZUGUCHI_DATABASE": store.engine.url.render_as_string(hide_password=False)}


def run(environ: dict[str, str], command: click.Command, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"MIZUGUCHI_DATABASE": "", **environ})


def test_migrate_makes_every_table_of_a_new_database(tmp_path: Path) -> None:
    environ = {"MIZUGUCHI_DATABASE": f"sqlite:///{tmp_path}/new.sqlite"}
    assert run(environ, migrate).exit_code == 0
    assert run(environ, audit, "verify").output.startswith("0 events")


def test_without_a_database_no_command_starts() -> None:
    assert isinstance(run({}, purge).exception, SettingMissing)


WORKS_ON_THE_DATABASE = [
    ["migrate"],
    ["purge"],
    ["purge", "--dry-run"],
    ["audit", "verify"],
    ["staff", "list"],
    ["terminals", "list"],
]
AWAY = "postgresql+psycopg://mizuguchi_owner@/desk?host=/nowhere"


@pytest.mark.parametrize("words", WORKS_ON_THE_DATABASE)
@pytest.mark.parametrize(
    ("database", "why"), [(AWAY, "the database is away"), ("", "MIZUGUCHI_DATABASE is not set")]
)
def test_a_command_that_can_not_work_says_why_in_one_line(words: list[str], database: str, why: str) -> None:
    ended = run({"MIZUGUCHI_DATABASE": database}, mizuguchi, *words)
    assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
    assert why in ended.output


def test_a_command_without_a_secret_that_it_needs_says_so_in_one_line(desk: dict[str, str]) -> None:
    ended = run(desk, mizuguchi, "staff", "add", "sato", "--role", "clerk")
    assert (ended.exit_code, ended.output.count("\n")) == (1, 1)
    assert "MIZUGUCHI_CONSOLE_SECRET_FILE is not set" in ended.output


def test_audit_verify_says_that_the_chain_is_sound(desk: dict[str, str]) -> None:
    result = run(desk, audit, "verify")
    assert (result.exit_code, "its end is not witnessed" in result.output) == (0, True)


def test_audit_verify_wants_a_whole_head(desk: dict[str, str]) -> None:
    assert run(desk, audit, "verify", "--head", "").exit_code == 2
    assert run(desk, audit, "verify", "--head", "b81d").exit_code == 2


def test_audit_verify_says_up_to_which_event_a_head_from_paper_proves_the_chain(
    desk: dict[str, str], store: Store
) -> None:
    with store.reading() as session:
        printed = head(session)[:12].upper()
    grouped = f"{printed[:4]}-{printed[4:8]} {printed[8:]}"
    result = run(desk, audit, "verify", "--head", grouped)
    assert (result.exit_code, "is event 1 of 2026-11-23 12:00" in result.output) == (0, True)


def test_applications_without_any_event_are_trouble(desk: dict[str, str], store: Store) -> None:
    unguarded(store, "DELETE FROM events")
    assert run(desk, audit, "verify").exit_code == 1


def test_audit_verify_fails_on_a_tampered_chain_and_on_a_lost_head(desk: dict[str, str], store: Store) -> None:
    assert run(desk, audit, "verify", "--head", "b81d44e09a6c").exit_code == 1
    unguarded(store, "UPDATE events SET actor = 'clerk 1'")
    result = run(desk, audit, "verify")
    assert (result.exit_code, "NOT SOUND: event 1 was changed" in result.output) == (1, True)


def test_purge_tells_what_it_erased_by_kind(desk: dict[str, str]) -> None:
    after_years = desk | AFTER_YEARS | {"MIZUGUCHI_REHEARSAL": "1"}
    assert "applications: 1 erased" in run(after_years, purge).output
    assert "applications: 0 erased" in run(after_years, purge).output


@pytest.mark.parametrize("words", [["purge"], ["purge", "--dry-run"], ["housekeeper"]])
def test_a_clock_that_is_moved_outside_of_a_rehearsal_erases_nothing(
    desk: dict[str, str], store: Store, words: list[str]
) -> None:
    refused = run(desk | AFTER_YEARS, mizuguchi, *words)
    assert refused.exit_code == 1
    assert "ClockMoved: MIZUGUCHI_CLOCK_OFFSET is set" in refused.output
    assert rows(store, Application) == 1


def test_register_prints_the_register_of_the_town(town: Town) -> None:
    assert run({}, register).output == register_of(offered(town))


def test_the_housekeeper_purges_and_ends_when_told(store: Store) -> None:
    command = [sys.executable, "-m", "simulation.leash", "housekeeper", "--every", "1"]
    told = {**os.environ, "MIZUGUCHI_DATABASE": str(store.engine.url)}
    with subprocess.Popen(command, env=told, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert any("purged" in line for line in process.stderr)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
