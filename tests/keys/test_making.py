"""Keys are made, shown and rotated."""

from __future__ import annotations

from pathlib import Path

import pytest

from admin.keys.files import rotate
from admin.office import read_office
from admin.staff import Member
from admin.unseal import unseal
from intake.clock import Clock
from intake.receiving import Receipt
from intake.sealing.fingerprints import fingerprint
from intake.sealing.keys import WrongKey, key_id, read_public, write_private
from intake.store.accounts import Role
from intake.store.engine import Store
from intake.town import Town
from tests.keys.conftest import Cabinet
from tests.keys.looking import row, told
from tests.keys.shell import PASSPHRASE, Shell
from tests.scenery import hand_in

CLERK = Member(1, "sato", Role.CLERK)


@pytest.mark.parametrize("kind", ["office", "recovery", "postman"])
def test_a_pair_is_made_under_a_passphrase_with_an_event_that_names_its_key_id(
    shell: Shell, store: Store, tmp_path: Path, kind: str
) -> None:
    made = shell.keys("create", kind, tmp_path / "new")
    assert made.exit_code == 0, made.output
    public = read_public(tmp_path / "new" / f"{kind}.pub")
    assert fingerprint(public) in made.output
    assert (tmp_path / "new" / f"{kind}.key").stat().st_mode & 0o777 == 0o600
    assert told(store, "key_made") == [{"what": kind, "key": key_id(public).hex()}]
    assert PASSPHRASE not in made.output


def test_a_key_is_never_written_over(shell: Shell, cabinet: Cabinet, store: Store) -> None:
    before = (cabinet.path / "office.key").read_bytes()
    refused = shell.keys("create", "office", cabinet.path)
    assert (refused.exit_code, (cabinet.path / "office.key").read_bytes()) == (1, before)
    assert "never written over" in refused.output
    assert told(store, "key_made") == []


def test_a_short_passphrase_makes_no_key(shell: Shell, tmp_path: Path) -> None:
    refused = shell.keys("create", "office", tmp_path / "new", passphrase="short")
    assert refused.exit_code == 1
    assert not (tmp_path / "new").exists()
    assert "short" not in refused.output


def test_without_a_database_it_says_what_belongs_on_paper(cabinet: Cabinet, tmp_path: Path) -> None:
    made = Shell({"MIZUGUCHI_DATABASE": ""}).keys("create", "recovery", tmp_path / "offline")
    assert made.exit_code == 0
    assert f"key {key_id(read_public(tmp_path / 'offline' / 'recovery.pub')).hex()}" in made.output


def test_a_passphrase_can_be_typed_and_is_asked_twice_for_a_new_key(shell: Shell, tmp_path: Path) -> None:
    typed = f"{PASSPHRASE}\n{PASSPHRASE}\n"
    assert shell.run("keys", "create", "office", tmp_path / "new", typed=typed).exit_code == 0
    differing = f"{PASSPHRASE}\nanother one, long\n"
    assert shell.run("keys", "create", "postman", tmp_path / "new", typed=differing).exit_code == 1


def test_public_and_private_file_show_the_same_fingerprint(shell: Shell, cabinet: Cabinet) -> None:
    shown = shell.keys("show", cabinet.path / "office.pub", cabinet.path / "office.key")
    first, second = shown.output.splitlines()
    assert first.split("  ")[0] == second.split("  ")[0] == fingerprint(cabinet.keys().office)


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(shell: Shell, cabinet: Cabinet) -> None:
    refused = shell.keys("show", cabinet.path / "office.key", passphrase="not this one at all")
    assert refused.exit_code == 1
    assert "does not fit" in refused.output
    assert "not this one" not in refused.output


def test_a_key_file_that_others_may_read_is_refused(shell: Shell, cabinet: Cabinet) -> None:
    (cabinet.path / "office.key").chmod(0o640)
    refused = shell.keys("show", cabinet.path / "office.key")
    assert refused.exit_code == 1
    assert "chmod 600" in refused.output


def test_a_descriptor_that_gives_nothing_is_refused(shell: Shell, cabinet: Cabinet) -> None:
    assert shell.run("keys", "show", cabinet.path / "office.key", "--passphrase-fd", 199).exit_code == 1


def test_after_a_rotation_the_console_opens_what_came_before_it_during_it_and_after_it(
    shell: Shell, cabinet: Cabinet, store: Store, receipt: Receipt, clock: Clock, town: Town
) -> None:
    before = cabinet.keys()
    rotated = shell.keys("rotate", cabinet.path, passphrase="another one, and long")
    assert rotated.exit_code == 0, rotated.output
    late = hand_in(store, before, clock, town)  # a window that was not restarted yet
    cabinet.publish()
    new = hand_in(store, cabinet.keys(), clock, town)
    assert told(store, "key_rotated") == [{"what": "office", "key": key_id(cabinet.keys().office).hex()}]
    write_private(cabinet.older().with_suffix(".passphrase"), PASSPHRASE.encode())
    office = read_office(
        cabinet.path / "office.key", "another one, and long", 300, cabinet.keys().office, cabinet.older().parent
    )
    for each in (receipt, late, new):
        reference = each.application.reference
        opened = unseal(store, office, CLERK, row(store, reference), "a_reason", clock.now())
        assert opened.record.reference == reference


def test_a_console_does_not_start_without_the_passphrase_of_an_older_key(cabinet: Cabinet, shell: Shell) -> None:
    shell.keys("rotate", cabinet.path)
    older = cabinet.older()
    with pytest.raises(FileNotFoundError):
        read_office(
            cabinet.path / "office.key", PASSPHRASE, 300, read_public(cabinet.path / "office.pub"), older.parent
        )
    write_private(older.with_suffix(".passphrase"), b"not this one")
    with pytest.raises(WrongKey):
        read_office(
            cabinet.path / "office.key", PASSPHRASE, 300, read_public(cabinet.path / "office.pub"), older.parent
        )


def test_a_rotation_that_was_cut_off_is_finished_by_the_next_and_loses_no_key(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = (cabinet.path / "office.key").read_bytes()

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("admin.keys.files.os.replace", cut_off)
        with pytest.raises(KeyboardInterrupt):
            rotate(cabinet.path, PASSPHRASE)
    assert (cabinet.path / "office.key").read_bytes() == first
    rotate(cabinet.path, PASSPHRASE)
    assert cabinet.older().read_bytes() == first
    office = read_office(
        cabinet.path / "office.key", PASSPHRASE, 300, read_public(cabinet.path / "office.pub"), None
    )
    assert office.public != cabinet.keys().office
