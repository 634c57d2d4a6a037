"""The postman as a process: killed at any moment, told to stop, or started without what he needs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from emails.commands import postman as postman_command
from emails.settings import SettingRefused, read_settings
from intake.audit import verify
from intake.clock import SystemClock
from intake.settings import SettingMissing
from intake.store.engine import Store
from intake.store.outbox import waiting
from intake.store.rights import Process
from simulation.mailbox.keeping import Shelf
from tests.engines import SQLITE, url_for
from tests.postal.certificates import Certificates
from tests.postal.conftest import BASE_URL, PASSPHRASE, OpenOffice, Write
from tests.postal.offices import MoodyOffice
from tests.scenery import StandingClock

START = [sys.executable, "-c", "from emails.commands import postman; postman()"]


@pytest.fixture
def clock() -> StandingClock:
    """The machine's present, because the process has no other."""
    return StandingClock(SystemClock().now())


@pytest.fixture
def environment(tmp_path: Path, store: Store, certificates: Certificates, postman_key: Path) -> dict[str, str]:
    passphrase = tmp_path / "passphrase"
    passphrase.touch(mode=0o600)
    passphrase.write_text(PASSPHRASE)
    return {
        "MIZUGUCHI_DATABASE": url_for(store, Process.POSTMAN),
        "MIZUGUCHI_POSTMAN_KEY": str(postman_key),
        "MIZUGUCHI_POSTMAN_PASSPHRASE_FILE": str(passphrase),
        "MIZUGUCHI_BASE_URL": BASE_URL,
        "MIZUGUCHI_SMTP_HOST": "localhost",
        "MIZUGUCHI_SMTP_PORT": "2525",
        "MIZUGUCHI_SMTP_CA": str(certificates.ca),
    }


StartPostman = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start_postman(environment: dict[str, str]) -> Iterator[StartPostman]:
    """A real process; `offset` moves its clock by seconds."""
    started: list[subprocess.Popen[str]] = []

    def start(port: int, offset: int = 0) -> subprocess.Popen[str]:
        moved = {"MIZUGUCHI_CLOCK_OFFSET": str(offset), "MIZUGUCHI_REHEARSAL": "1"}
        env: Mapping[str, str] = os.environ | environment | moved | {"MIZUGUCHI_SMTP_PORT": str(port)}
        process = subprocess.Popen(START, env=env, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def until(happened: Callable[[], bool], seconds: float = 60.0) -> bool:
    deadline = time.monotonic() + seconds
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.01)
    return happened()


def _more_than(before: int, office: MoodyOffice) -> bool:
    return len(office.arrived) > before


def unsent(store: Store) -> int:
    with store.reading() as session:
        return waiting(session)


def test_kill_9_at_any_moment_loses_no_mail_and_a_second_copy_has_the_same_message_id(
    store: Store, start_postman: StartPostman, open_office: OpenOffice, write: Write, tmp_path: Path
) -> None:
    office, shelf = MoodyOffice(dawdle=0.15), Shelf(tmp_path / "mails")

    def keep() -> None:
        shelf.keep(office.arrived[-1].as_bytes(), "a@b.example", "c@d.example")

    office.meanwhile = keep
    ids = {f"<{write('received')}@mizuguchi.example>" for _ in range(6)}
    moments, kills = random.Random(20261123), 3  # noqa: S311 - moments, not secrets
    port = open_office(office).port
    for turn in range(kills):
        before, process = len(office.arrived), start_postman(port, offset=turn * 130)
        assert until(partial(_more_than, before, office))
        time.sleep(moments.uniform(0.0, 0.3))
        process.kill()
        process.wait()
    last = start_postman(port, offset=kills * 130)
    assert until(lambda: unsent(store) == 0)
    last.terminate()
    assert last.wait(10) == 0

    arrived = [str(message["Message-ID"]) for message in office.arrived]
    assert set(arrived) == ids
    assert len(arrived) <= len(ids) + kills
    assert len(shelf.mails()) == len(ids)


@pytest.mark.both_engines
def test_three_postmen_send_each_letter_once_and_take_up_that_of_one_who_was_killed(
    store: Store, start_postman: StartPostman, open_office: OpenOffice, write: Write
) -> None:
    """The killed one had connected and named the recipient, so its letter was nowhere yet."""
    ids = {f"<{write('received')}@mizuguchi.example>" for _ in range(30)}
    slow, office = MoodyOffice(hesitate=60), MoodyOffice(dawdle=0.02)
    killed, port = start_postman(open_office(slow).port), open_office(office).port
    assert until(lambda: bool(slow.recipients))
    killed.kill()
    killed.wait()
    postmen = [start_postman(port) for _ in range(3)]
    left_behind = 0 if store.engine.dialect.name == SQLITE else 1  # SQLite tells the first that it is alone
    assert until(lambda: unsent(store) == left_behind)
    later = start_postman(port, offset=130)
    assert until(lambda: unsent(store) == 0)
    for each in (*postmen, later):
        each.terminate()
        assert each.wait(10) in {0, -signal.SIGTERM}  # one that has only just started knows no better end
    assert sorted(str(message["Message-ID"]) for message in office.arrived) == sorted(ids)
    assert not slow.arrived
    with store.reading() as session:
        assert verify(session).sound
        assert verify(session).count == len(ids)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_the_postman_finishes_the_mail_in_hand(
    told: signal.Signals, store: Store, start_postman: StartPostman, open_office: OpenOffice, write: Write
) -> None:
    office = MoodyOffice(dawdle=0.5)
    write("received")
    write("received")
    process = start_postman(open_office(office).port)
    assert until(lambda: len(office.arrived) == 1)
    process.send_signal(told)
    log = process.communicate(timeout=10)[1]
    assert process.returncode == 0
    assert (len(office.arrived), unsent(store)) == (1, 1)
    assert "event='delivered'" in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    "name",
    [
        "MIZUGUCHI_DATABASE",
        "MIZUGUCHI_POSTMAN_KEY",
        "MIZUGUCHI_POSTMAN_PASSPHRASE_FILE",
        "MIZUGUCHI_BASE_URL",
        "MIZUGUCHI_SMTP_HOST",
        "MIZUGUCHI_SMTP_PORT",
        "MIZUGUCHI_SMTP_CA",
    ],
)
def test_without_one_of_its_settings_the_postman_does_not_start(name: str, environment: dict[str, str]) -> None:
    del environment[name]
    with pytest.raises(SettingMissing, match=name):
        read_settings(environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIZUGUCHI_BASE_URL", "http://desk.mizuguchi.example"),
        ("MIZUGUCHI_BASE_URL", "desk.mizuguchi.example"),
        ("MIZUGUCHI_BASE_URL", "https://desk.mizuguchi.example/#x"),
        ("MIZUGUCHI_SMTP_PORT", "smtp"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, environment: dict[str, str]) -> None:
    with pytest.raises(SettingRefused, match=name):
        read_settings(environment | {name: value})


def test_a_login_needs_its_password_file(environment: dict[str, str]) -> None:
    with pytest.raises(SettingMissing, match="MIZUGUCHI_SMTP_PASSWORD_FILE"):
        read_settings(environment | {"MIZUGUCHI_SMTP_USERNAME": "postman"})


def test_with_a_wrong_passphrase_the_postman_says_so_and_nothing_else(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "passphrase").write_text("not the passphrase")
    result = CliRunner().invoke(postman_command, env=environment)
    assert result.exit_code == 1
    assert "WrongKey" in result.output
    assert "not the passphrase" not in result.output


def test_secrets_do_not_show_in_the_settings(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "password").touch(mode=0o600)
    (tmp_path / "password").write_text("hunter2")
    login = {"MIZUGUCHI_SMTP_USERNAME": "postman", "MIZUGUCHI_SMTP_PASSWORD_FILE": str(tmp_path / "password")}
    settings = read_settings(environment | login)
    assert settings.door.password == "hunter2"
    assert "hunter2" not in repr(settings)
    assert PASSPHRASE not in repr(settings)


def test_the_mailbox_leaves_cleanly_when_told_to_stop(tmp_path: Path, certificates: Certificates) -> None:
    script = (
        "import sys; from pathlib import Path; from simulation.mailbox.serving import MailboxSettings, serve;"
        "serve(MailboxSettings(Path(sys.argv[1]), '127.0.0.1', 0, 0, Path(sys.argv[2]), Path(sys.argv[3])))"
    )
    paths = (str(tmp_path), str(certificates.certificate), str(certificates.private_key))
    process = subprocess.Popen([sys.executable, "-c", script, *paths], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    listening = [process.stderr.readline() for _ in range(2)]
    process.terminate()
    rest = process.communicate(timeout=10)[1]
    assert process.returncode == 0
    assert [line.split("kind=")[1].split()[0] for line in listening] == ["'smtp'", "'https'"]
    assert rest == ""
