"""The whole demo with its real processes. The tests after the SIGTERM start it again in the same home."""

from __future__ import annotations

import os
import signal
import ssl
import subprocess
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intake.calendars import earliest_day
from intake.town import read_town
from simulation.child import Process
from simulation.demo import installed
from simulation.doorbell import Doorbell
from simulation.zones import ZONES
from tests.rehearsal.launching import Running, demo_command, free_base_port, start
from tests.rehearsal.watching import until

PROCESSES = {name for name, zone in ZONES.items() if installed(zone)}
DOORS = {zone.door for name, zone in ZONES.items() if zone.door and name in PROCESSES}


def refusal(home: Path, base_port: int, *options: str) -> str:
    """What a demo says that does not start; it has to end with 1, and in words."""
    refused = subprocess.run(
        demo_command(home, base_port, *options), capture_output=True, text=True, timeout=20, check=False
    )
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    return refused.stderr


def lasting_things(home: Path) -> dict[str, bytes]:
    folders = ("keys", "tls", "secrets")
    files = [path for folder in folders for path in (home / folder).rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in (*files, home / "accounts.json")}


def test_the_ready_file_names_every_process(running: Running) -> None:
    assert set(running.ready["pids"]) == PROCESSES
    assert running.living(running.ready["pids"]) == PROCESSES


@pytest.mark.parametrize("door", sorted(DOORS))
def test_every_address_of_the_ready_file_answers(running: Running, door: str) -> None:
    bell = Doorbell(running.home / "tls")
    assert bell.answered_by(Process(door, (), {}, f"{running.ready[door]}/alive"))


def test_the_ready_file_has_a_sign_in_for_every_role(running: Running) -> None:
    roles = [account["role"] for account in running.ready["accounts"]]
    assert roles == ["clerk", "clerk", "supervisor", "auditor", "billing_clerk", "billing_clerk", "billing_viewer"]
    assert all(account["totp_secret"] for account in running.ready["accounts"][:4])


def test_what_holds_a_secret_is_for_the_owner_only(running: Running) -> None:
    home = running.home
    assert home.stat().st_mode & 0o777 == 0o700
    files = [running.ready_file, home / "accounts.json", home / "desk.sqlite", home / "billing.sqlite"]
    files += (home / "logs").iterdir()
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_no_log_names_a_secret_or_a_password(running: Running) -> None:
    logs = " ".join(path.read_text(encoding="utf-8") for path in (running.home / "logs").iterdir())
    secrets = [path.read_text(encoding="ascii").strip() for path in (running.home / "secrets").iterdir()]
    passwords = [account["password"] for account in running.ready["accounts"]]
    assert not [secret for secret in secrets + passwords if secret in logs]


def test_a_second_demo_in_the_same_home_is_refused(running: Running) -> None:
    assert "Another demo runs in" in refusal(running.home, free_base_port())


def test_a_demo_on_taken_ports_says_which(running: Running, tmp_path: Path) -> None:
    stale = tmp_path / "ready.json"
    stale.write_text("{}")
    told = refusal(tmp_path / "other", running.base_port, "--ready-file", str(stale))
    assert str(running.base_port) in told
    assert str(running.base_port + 4) in told
    assert not (tmp_path / "other" / "keys").exists()
    assert not stale.exists()


def test_a_ready_file_that_can_not_be_written_is_told_before_anything_is_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "ready.json"
    told = refusal(tmp_path / "home", free_base_port(), "--ready-file", str(nowhere))
    assert f"{nowhere} can't be written: No such file or directory" in told
    assert not (tmp_path / "home" / "keys").exists()


def test_a_home_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = refusal(tmp_path / "file" / "home", free_base_port())
    assert f"{tmp_path}/file/home can't be made" in told


@pytest.mark.parametrize("name", ["webapp", "postman"])
def test_a_killed_process_comes_back_and_the_ready_file_has_its_new_id(running: Running, name: str) -> None:
    before = running.ready["pids"]
    os.kill(before[name], signal.SIGKILL)
    assert until(lambda: running.ready["pids"][name] != before[name], 20)
    assert running.living(running.ready["pids"]) == PROCESSES
    assert {key: pid for key, pid in running.ready["pids"].items() if key != name}.items() <= before.items()


def test_sigterm_ends_all_processes_within_ten_seconds(running: Running) -> None:
    pids = running.ready["pids"]
    assert running.end() == 0
    assert until(lambda: not running.living(pids), 5)
    assert not running.ready_file.exists()


def test_started_again_it_goes_on_with_the_same_things_and_leaves_nobody_when_killed(running: Running) -> None:
    running.end()
    before = lasting_things(running.home)
    again = start(running.home, running.base_port, "--terminals", "--clock-offset", str(40 * 86400))
    assert lasting_things(running.home) == before
    assert_only_the_terminal_reaches_the_console(again)
    assert_the_window_lives_forty_days_ahead(again)
    pids = again.ready["pids"]
    again.command.kill()
    again.command.communicate()
    assert until(lambda: not again.living(pids), 10)


def assert_only_the_terminal_reaches_the_console(demo: Running) -> None:
    ready, trust = demo.ready, ssl.create_default_context(cafile=demo.home / "tls" / "ca.pem")
    with pytest.raises(OSError):  # noqa: PT011 - a TLS alert comes as one or another kind of OSError
        urllib.request.urlopen(f"{ready['staff']}/alive", context=trust, timeout=10)  # noqa: S310 - our own server
    trust.load_cert_chain(ready["terminal_certificate"], ready["terminal_key"])
    with urllib.request.urlopen(f"{ready['staff']}/alive", context=trust, timeout=10) as answer:  # noqa: S310 - the same
        assert answer.status == 200


def assert_the_window_lives_forty_days_ahead(demo: Running) -> None:
    town, trust = read_town(), ssl.create_default_context(cafile=demo.home / "tls" / "ca.pem")
    first = earliest_day(datetime.now(UTC) + timedelta(days=40), town.days["start"], town.work)
    page = f"{demo.ready['resident']}/ja/apply/start"
    with urllib.request.urlopen(page, context=trust, timeout=10) as answer:  # noqa: S310 - our own server
        assert f"{first.month}月{first.day}日" in answer.read().decode()
