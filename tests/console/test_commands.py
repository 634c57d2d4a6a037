"""The commands for staff and terminals."""

from __future__ import annotations

from pathlib import Path

import pyotp
import pytest
import trustme
from click.testing import CliRunner, Result

from admin.settings import ConsoleSettings
from admin.staff import TOTP_USE
from intake.audit import verify
from intake.commands import mizuguchi
from intake.sealing.lock import unlock
from intake.store.accounts import account_by_name
from intake.store.engine import Store
from tests.console.conftest import SECRET
from tests.console.process import environment


class Shell:
    def __init__(self, environ: dict[str, str]) -> None:
        self.environ = environ

    def run(self, *arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(mizuguchi, arguments, input=typed, env=self.environ)


@pytest.fixture
def shell(settings: ConsoleSettings, settings_files: Path, store: Store) -> Shell:
    return Shell(environment(settings, settings_files, 8445, "required"))


def test_an_account_is_added_with_a_password_from_standard_input(shell: Shell, store: Store) -> None:
    added = shell.run("staff", "add", "ito", "--role", "clerk", typed="a long enough password\n")
    assert added.exit_code == 0
    with store.reading() as session:
        account = account_by_name(session, "ito")
        assert verify(session).sound
    assert account
    assert account.password_hash.startswith("$argon2id$")
    told = added.output.strip().rpartition(" ")[2]
    assert unlock(SECRET, account.totp, TOTP_USE).decode() == told
    assert told.encode() not in account.totp
    assert len(pyotp.TOTP(told).now()) == 6


@pytest.mark.parametrize(
    ("username", "password"),
    [("ito", "short"), ("Ito!", "a long enough password"), ("sato", "a long enough password")],
)
def test_a_short_password_or_a_taken_name_is_refused(shell: Shell, username: str, password: str) -> None:
    refused = shell.run("staff", "add", username, "--role", "clerk", typed=password + "\n")
    assert refused.exit_code == 1
    assert password not in refused.output


def test_an_account_is_ended_and_the_list_says_so(shell: Shell) -> None:
    assert shell.run("staff", "end", "suzuki").exit_code == 0
    assert shell.run("staff", "end", "nobody").exit_code == 1
    assert shell.run("staff", "list").output.splitlines() == [
        "auditor 4\tkansa\tactive",
        "clerk 1\tsato\tactive",
        "clerk 2\tsuzuki\tended",
        "supervisor 3\ttanaka\tactive",
    ]


def test_an_account_is_recovered_with_a_password_to_be_changed(shell: Shell, store: Store) -> None:
    recovered = shell.run("staff", "recover", "tanaka")
    assert recovered.exit_code == 0
    assert shell.run("staff", "recover", "nobody").exit_code == 1
    with store.reading() as session:
        account = account_by_name(session, "tanaka")
    assert account
    assert account.to_change
    assert unlock(SECRET, account.totp, TOTP_USE).decode() == recovered.output.split()[-1]


def test_terminals_are_registered_listed_and_revoked(shell: Shell, authority: trustme.CA, tmp_path: Path) -> None:
    file = tmp_path / "terminal.pem"
    authority.issue_cert("terminal-1").cert_chain_pems[0].write_to_path(str(file))
    assert shell.run("terminals", "register", "desk-1", str(file)).exit_code == 0
    assert shell.run("terminals", "register", "desk-1", str(file)).exit_code == 1
    assert shell.run("terminals", "list").output.startswith("desk-1\t")
    assert shell.run("terminals", "revoke", "desk-1").exit_code == 0
    assert "revoked" in shell.run("terminals", "list").output
    assert shell.run("terminals", "revoke", "desk-1").exit_code == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MIZUGUCHI_DATABASE", ""),
        ("MIZUGUCHI_OFFICE_KEY", ""),
        ("MIZUGUCHI_OFFICE_PASSPHRASE_FILE", "/nowhere"),
        ("MIZUGUCHI_PUBLIC_KEYS", ""),
        ("MIZUGUCHI_PUBLIC_KEYS", "/nowhere"),
        ("MIZUGUCHI_CONSOLE_TERMINALS", "sometimes"),
        ("MIZUGUCHI_CONSOLE_PORT", "https"),
        ("MIZUGUCHI_CONSOLE_HOSTS", " , "),
    ],
)
def test_a_missing_or_wrong_setting_stops_the_start_by_name(shell: Shell, name: str, value: str) -> None:
    shell.environ = shell.environ | {name: value}
    stopped = shell.run("console", "serve")
    assert stopped.exit_code == 1
    assert name in stopped.output
