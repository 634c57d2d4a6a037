"""docs/systemd: systemd takes the units, they may do little, and have the secrets that zones.toml declares."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from intake.commands import mizuguchi
from intake.store.rights import OWNER, Process
from tests.installation.composed import told
from tests.installation.declared import Zones
from tests.installation.units import (
    FOLDER,
    PROCESSES,
    SERVICES,
    TIMERS,
    credentials,
    machine,
    said,
    settings,
    words,
)

ZONES = Zones.read()
OF_THE_TOWN = {"MIZUGUCHI_BASE_URL", "MIZUGUCHI_CONSOLE_HOSTS", "MIZUGUCHI_SMTP_HOST", "MIZUGUCHI_SMTP_PORT"}
"""What the file /etc/mizuguchi/town.env has, because it differs from town to town."""

OLDER = "older"
"""A folder: systemd hands over each file in it, with the folder's name in front."""

EXPOSURE = 15
"""The most that `systemd-analyze security` may find, in tenths; a unit that is not hardened has 96."""


def analyzed(root: Path, *line: str) -> str:
    """What `systemd-analyze` says against a unit; nothing, when all is well."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("there is no systemd-analyze on this machine")
    done = subprocess.run(
        [program, line[0], f"--root={root}", *line[1:]], capture_output=True, text=True, check=False
    )
    return done.stderr + (done.stdout if done.returncode else "")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return machine(tmp_path_factory.mktemp("units"))


@pytest.mark.parametrize("unit", [*SERVICES, *TIMERS])
def test_systemd_takes_a_unit_without_a_word(root: Path, unit: str) -> None:
    assert analyzed(root, "verify", "--man=no", unit) == ""


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_may_do_as_little_as_it_can_do_with(root: Path, unit: str) -> None:
    assert analyzed(root, "security", "--offline=true", f"--threshold={EXPOSURE}", unit) == ""


def test_what_holds_for_all_units_is_there() -> None:
    hardening = (FOLDER / "mizuguchi-.service.d/hardening.conf").read_text().splitlines()
    assert {
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "PrivateTmp=yes",
        "MemoryDenyWriteExecute=yes",
        "MemorySwapMax=0",
        "LimitCORE=0",
        "IPAddressDeny=any",
        "InaccessiblePaths=-/etc/mizuguchi/secrets",
    } <= set(hardening)
    assert all(unit.startswith("mizuguchi-") for unit in SERVICES)


@pytest.mark.parametrize(("unit", "member"), PROCESSES.items())
def test_a_unit_is_handed_the_declared_secrets_and_no_password_of_the_database(unit: str, member: str) -> None:
    asked = {name for name in ZONES.secrets[member] if not name.endswith("-database")}
    asked |= {OLDER} if unit == "mizuguchi-console.service" else set()
    assert credentials(unit) == {name: f"/etc/mizuguchi/secrets/{name}" for name in asked}


@pytest.mark.parametrize("unit", SERVICES)
def test_each_secret_that_is_handed_over_is_read_and_no_other(unit: str) -> None:
    read = re.findall(r"%d/(\S+)", " ".join(settings(unit).values()))
    if settings(unit).get("MIZUGUCHI_OFFICE_OLDER_KEYS") == "%d":
        read.append(OLDER)
    assert sorted(read) == sorted(credentials(unit))
    assert "/etc/mizuguchi/secrets" not in " ".join(settings(unit).values())


@pytest.mark.parametrize(("unit", "member"), PROCESSES.items())
def test_a_unit_has_every_setting_that_the_container_has(unit: str, member: str) -> None:
    missing = set(told(member)) - set(settings(unit))
    assert missing <= OF_THE_TOWN
    assert not missing or "/etc/mizuguchi/town.env" in said(unit, "EnvironmentFile")


def test_window_and_console_hold_their_keys_to_the_fingerprints() -> None:
    pinned = [unit for unit in SERVICES if "/etc/mizuguchi/fingerprints.env" in said(unit, "EnvironmentFile")]
    assert pinned == ["mizuguchi-console.service", "mizuguchi-window@.service"]


@pytest.mark.parametrize("unit", SERVICES)
def test_a_process_is_the_user_that_its_role_in_the_database_is_called_as(unit: str) -> None:
    users = said(unit, "User") or said(unit, "DynamicUser")
    assert len(users) == 1
    if address := settings(unit).get("MIZUGUCHI_DATABASE"):
        assert address == f"postgresql://{users[0]}@/mizuguchi?host=/run/postgresql"
        assert users[0] in {*Process} - {Process.BACKUP}


def test_every_user_is_made_and_none_is_two_processes() -> None:
    made = re.findall(r"^u (\w+) ", (FOLDER / "mizuguchi.sysusers").read_text(), re.MULTILINE)
    used = [said(unit, "User")[0] for unit in PROCESSES]
    assert len(set(used)) == len(used)
    assert set(made) == {user for unit in SERVICES for user in said(unit, "User")} | {OWNER}


@pytest.mark.parametrize("unit", [name for name in SERVICES if "mizuguchi/bin/mizuguchi" in words(name)[0]])
def test_a_unit_starts_a_command_that_there_is(unit: str) -> None:
    done = CliRunner().invoke(mizuguchi, [*words(unit)[1:], "--help"])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("unit", SERVICES)
def test_no_unit_is_ended_because_something_else_is_away(unit: str) -> None:
    """systemd ends a process when what follows its start fails, and begins again, without end."""
    for line in said(unit, "ExecStartPost"):
        assert line.removeprefix("/opt/mizuguchi/bin/mizuguchi ").split()[0] == "ready"
        assert "--alive" in line.split()


@pytest.mark.parametrize("timer", TIMERS)
def test_a_timer_starts_what_ends_and_says_when_it_failed(timer: str) -> None:
    unit = timer.replace(".timer", ".service")
    assert said(unit, "Type") == ["oneshot"]
    assert said(unit, "OnFailure") == ["mizuguchi-alarm@%n.service"]
    assert said(timer, "OnCalendar")[0].endswith(" Asia/Tokyo")
