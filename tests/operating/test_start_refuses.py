"""A process that is told something unsafe does not start: one line that names the file and the mend."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import intake.starting
from billing.commands import group as billing
from billing.settings import BillingSettings
from intake.commands import mizuguchi
from intake.private_files import ACL, FileTooOpen, only_ours
from intake.settings import database_address, secret_from_file
from intake.store.engine import Store
from intake.store.form import newest
from intake.weak_secrets import WeakSecret
from tests.operating.premises import ROOMS, Premises

PRIVATE = {
    "webapp": (
        "MIZUGUCHI_WINDOW_PRIVATE_KEY",
        "MIZUGUCHI_WINDOW_COOKIE_SECRET_FILE",
        "MIZUGUCHI_WINDOW_LINK_SECRET_FILE",
        "MIZUGUCHI_DATABASE",
    ),
    "admin": (
        "MIZUGUCHI_CONSOLE_PRIVATE_KEY",
        "MIZUGUCHI_CONSOLE_SECRET_FILE",
        "MIZUGUCHI_OFFICE_KEY",
        "MIZUGUCHI_OFFICE_PASSPHRASE_FILE",
        "MIZUGUCHI_DATABASE",
    ),
    "postman": (
        "MIZUGUCHI_POSTMAN_KEY",
        "MIZUGUCHI_POSTMAN_PASSPHRASE_FILE",
        "MIZUGUCHI_SMTP_PASSWORD_FILE",
        "MIZUGUCHI_DATABASE",
    ),
    "housekeeper": ("MIZUGUCHI_DATABASE",),
    "billing": (
        "MIZUGUCHI_BILLING_PRIVATE_KEY",
        "MIZUGUCHI_BILLING_SESSION_SECRET_FILE",
        "MIZUGUCHI_BILLING_DATABASE_URL",
    ),
}
"""What is nobody else's, by the settings of each process."""

SECRETS = tuple(
    (room, name)
    for room, names in PRIVATE.items()
    for name in names
    if name.endswith(("SECRET_FILE", "PHRASE_FILE"))
)
IN_THE_OPEN = (
    "MIZUGUCHI_WINDOW_COOKIE_SECRET",
    "MIZUGUCHI_SMTP_PASSWORD",
    "PGPASSWORD",
    "RESTIC_PASSWORD",
    "AWS_SECRET_ACCESS_KEY",
)
FOR_ALL_TO_READ = (
    ("webapp", "MIZUGUCHI_TOWN"),
    ("housekeeper", "MIZUGUCHI_TOWN"),
    ("webapp", "MIZUGUCHI_WINDOW_CERTIFICATE"),
    ("admin", "MIZUGUCHI_CONSOLE_TERMINAL_CA"),
    ("postman", "MIZUGUCHI_SMTP_CA"),
)
Told = dict[str, str]


@pytest.fixture(autouse=True)
def harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    """These starts happen in the tests' own process, whose memory and log are not the question here."""
    monkeypatch.setattr(intake.starting, "shut_memory", lambda: None)
    monkeypatch.setattr(intake.starting, "keep_to_the_list", lambda _process: None)
    monkeypatch.setattr("billing.commands.shut_memory", lambda: None)
    monkeypatch.setattr("billing.commands.keep_quiet", lambda: None)


@pytest.fixture
def told(premises: Premises, tmp_path: Path) -> Callable[[str], Told]:
    """A process's environment over a copy of the home, which a test may spoil."""

    def of(room: str) -> Told:
        shutil.copytree(premises.home.path, tmp_path / "home")
        old, new = str(premises.home.path), str(tmp_path / "home")
        return {name: value.replace(old, new) for name, value in premises.told[room].items()}

    return of


def refusal(room: str, told: Told) -> str:
    words = {"webapp": ("window", "serve"), "admin": ("console", "serve"), "billing": ("serve",)}.get(
        room, (room,)
    )
    command: click.Command = billing if room == "billing" else mizuguchi
    ended = CliRunner().invoke(command, words, env=told, catch_exceptions=False)
    assert ended.exit_code == 1, ended.output
    assert ended.output.count("\n") == 1, ended.output
    return ended.output


def file_of(value: str) -> Path:
    return Path(value.removeprefix("sqlite:///"))


@pytest.mark.parametrize(("room", "name"), [(room, name) for room, names in PRIVATE.items() for name in names])
@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_file_that_others_may_read_is_named_with_the_mend(
    room: str, name: str, mode: int, told: Callable[[str], Told]
) -> None:
    environ = told(room)
    file = file_of(environ[name])
    file.chmod(mode)
    said = refusal(room, environ)
    assert f"{file} can be read by others (mode {mode:o}): chmod 600 {file}" in said


@pytest.mark.parametrize(("room", "name"), FOR_ALL_TO_READ)
def test_a_public_file_may_be_read_by_everybody_and_not_be_changed(
    room: str, name: str, told: Callable[[str], Told], tmp_path: Path
) -> None:
    environ, mine = told(room), tmp_path / "mine"
    mine.write_bytes(Path(environ[name]).read_bytes())
    mine.chmod(0o646)
    said = refusal(room, environ | {name: str(mine)})
    assert f"{mine} can be changed by everybody (mode 646): chmod o-w {mine}" in said


@pytest.mark.parametrize(
    "address", ["postgresql://me:Rt5-kP2x@db/desk", "postgresql://me@db/desk?password=Rt5-kP2x"]
)
def test_a_password_in_the_address_of_the_database_is_refused_and_not_shown(
    address: str, told: Callable[[str], Told]
) -> None:
    said = refusal("housekeeper", told("housekeeper") | {"MIZUGUCHI_DATABASE": address})
    assert "SettingUnfit: MIZUGUCHI_DATABASE has a password in it" in said
    assert "Rt5-kP2x" not in said


def test_an_example_in_the_file_with_the_password_of_the_database_is_refused(
    told: Callable[[str], Told], tmp_path: Path
) -> None:
    file = tmp_path / "passfile"
    file.touch(mode=0o600)
    address = f"postgresql://me@db/desk?passfile={file}"
    file.write_text("# the desk\ndb:5432:desk:me:changeme\n")
    assert "WeakSecret" in refusal("housekeeper", told("housekeeper") | {"MIZUGUCHI_DATABASE": address})
    file.write_text("# the desk\ndb:5432:desk:me:Rt5-k\\:P2x\n")
    assert database_address({"X": address}, "X") == address


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("room", ROOMS)
def test_a_file_of_another_user_is_named_with_the_mend(room: str, told: Callable[[str], Told]) -> None:
    environ = told(room)
    file = file_of(environ[PRIVATE[room][-1]])
    os.chown(file, 65534, 65534)
    assert f"{file} belongs to another user: chown 0 {file}; chmod 600 {file}" in refusal(room, environ)


@pytest.mark.parametrize(
    ("secret", "words"),
    [
        ("changeme-changeme-changeme-changeme", "example"),
        ("<put a random secret of 32 or more here>", "example"),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "over and over"),
        ("short", "characters or more"),
        ("", "is not set"),
    ],
)
def test_a_secret_that_is_none_is_refused_by_its_setting_and_never_shown(
    secret: str, words: str, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.touch(mode=0o600)
    file.write_text(secret)
    with pytest.raises(Exception, match=words) as refused:
        secret_from_file({"X": str(file)}, "X", 32)
    assert not secret or secret not in str(refused.value)


@pytest.mark.parametrize(
    "example", ["changeme", "Change-Me!", "password1", "P-a-s-s-w-o-r-d", "secret", "postgres", "mizuguchi"]
)
def test_examples_are_known_however_they_are_written(example: str, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.touch(mode=0o600)
    file.write_text(example)
    with pytest.raises(WeakSecret, match="example"):
        secret_from_file({"X": str(file)}, "X")


@pytest.mark.parametrize(("room", "name"), SECRETS)
def test_secrets_of_a_demo_are_refused_outside_of_it(room: str, name: str, told: Callable[[str], Told]) -> None:
    environ = told(room)
    del environ["MIZUGUCHI_REHEARSAL"]
    said = refusal(room, environ)
    assert "demo" in said
    assert Path(environ[name]).read_text().strip() not in said


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("name", ["FLASK_DEBUG", "PYTHONINSPECT", "SSLKEYLOGFILE"])
def test_debug_is_refused(room: str, name: str, told: Callable[[str], Told]) -> None:
    assert f"{name} is set: take it out of the environment" in refusal(room, told(room) | {name: "1"})


@pytest.mark.parametrize("room", ["webapp", "admin", "postman", "housekeeper"])
def test_a_forgotten_offset_of_a_rehearsal_s_clock_is_refused(room: str, told: Callable[[str], Told]) -> None:
    environ = told(room) | {"MIZUGUCHI_CLOCK_OFFSET": "31536000"}
    del environ["MIZUGUCHI_REHEARSAL"]
    assert "ClockMoved: MIZUGUCHI_CLOCK_OFFSET is set" in refusal(room, environ)


@pytest.mark.parametrize("name", IN_THE_OPEN)
def test_a_secret_in_the_environment_is_refused_and_not_shown(name: str, told: Callable[[str], Told]) -> None:
    said = refusal("webapp", told("webapp") | {name: "in-the-open"})
    assert f"{name} is set: put the secret into a file" in said
    assert "in-the-open" not in said


def test_an_environment_file_that_others_may_read_is_refused(told: Callable[[str], Told], tmp_path: Path) -> None:
    file = tmp_path / "town.env"
    file.write_text("A=b\n")
    file.chmod(0o644)
    said = refusal("webapp", told("webapp") | {"MIZUGUCHI_ENVIRONMENT_FILES": str(file)})
    assert f"chmod 600 {file}" in said


@pytest.mark.parametrize("room", ["webapp", "admin", "postman", "housekeeper"])
@pytest.mark.parametrize(
    ("form", "mend"), [("0001", "mizuguchi migrate"), ("9999", "install the newer one"), ("", "migrate")]
)
def test_tables_of_another_program_are_refused(
    room: str, form: str, mend: str, told: Callable[[str], Told]
) -> None:
    environ = told(room)
    with sqlite3.connect(file_of(environ["MIZUGUCHI_DATABASE"])) as books:
        books.execute(
            "UPDATE alembic_version SET version_num = ?" if form else "DELETE FROM alembic_version WHERE ''=?",
            (form,),
        )
    books.close()
    said = refusal(room, environ)
    assert mend in said
    assert newest() in said


def test_billing_refuses_tables_of_a_newer_program(told: Callable[[str], Told]) -> None:
    environ = told("billing")
    with sqlite3.connect(file_of(environ["MIZUGUCHI_BILLING_DATABASE_URL"])) as books:
        books.execute("UPDATE alembic_version SET version_num = '9999'")
    books.close()
    assert "newer than this program" in refusal("billing", environ)


def test_a_public_key_that_is_not_the_pinned_one_is_refused(told: Callable[[str], Told]) -> None:
    pin = {"MIZUGUCHI_OFFICE_FINGERPRINT": "0000 " * 10}
    assert "OtherKey" in refusal("webapp", told("webapp") | pin)


@pytest.mark.parametrize("room", ROOMS)
def test_the_real_command_ends_with_one_line_and_a_code(room: str, premises: Premises) -> None:
    code, said = premises.refused(room, {"FLASK_DEBUG": "1"})
    assert code == 1
    assert said.count("\n") == 1
    assert said.startswith("Error: ")


def test_a_credential_of_systemd_is_root_s_file_with_a_list_that_names_this_user_alone(tmp_path: Path) -> None:
    """The list shows in the mode as rights of the group: 0440. Another user or group on it is refused."""
    file = tmp_path / "credential"
    file.touch(mode=0o400)

    def let(*entries: tuple[int, int, int]) -> None:
        whole = [(0x01, 4, 0xFFFFFFFF), *entries, (0x10, 4, 0xFFFFFFFF), (0x20, 0, 0xFFFFFFFF)]
        try:
            os.setxattr(file, ACL, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in whole))
        except OSError:
            pytest.skip("this file system has no access lists")

    none_of_group = (0x04, 0, 0xFFFFFFFF)
    let((0x02, 4, os.geteuid()), none_of_group)
    assert file.stat().st_mode & 0o070
    assert only_ours(file) == file
    for others in [((0x02, 4, 12345), none_of_group), ((0x04, 4, 0xFFFFFFFF),), (none_of_group, (0x08, 4, 12345))]:
        let(*others)
        with pytest.raises(FileTooOpen):
            only_ours(file)


def test_a_new_database_is_its_owner_s_alone_whatever_the_mask_says(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = Store(f"sqlite:///{tmp_path}/new.sqlite")
        store.migrate()
        made = [file for file in tmp_path.iterdir() if file.suffix != ".queue"]
        assert {file.stat().st_mode & 0o777 for file in made} == {0o600}
    finally:
        os.umask(before)
        store.engine.dispose()


def test_the_settings_of_billing_read_as_before(premises: Premises) -> None:
    assert BillingSettings.from_environment(premises.told["billing"]).port == premises.ports.billing
