"""Files that have done their work are written over, and nothing else goes with them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intake.store.engine import Store
from tests.keys.conftest import Cabinet
from tests.keys.looking import told
from tests.keys.shell import Shell

SHARE = "share that opens everything"


@pytest.fixture
def share(tmp_path: Path) -> Path:
    path = tmp_path / "share-1.txt"
    path.write_text(SHARE)
    return path


def test_files_are_written_over_and_removed_and_the_event_counts_them_without_names(
    shell: Shell, store: Store, share: Path, tmp_path: Path
) -> None:
    (other := tmp_path / "sample.json").write_text("{}")
    with share.open("rb") as still_open:
        done = shell.run("keys", "shred", share, other)
        assert done.exit_code == 0, done.output
        assert SHARE.encode() not in still_open.read()
    assert not share.exists()
    assert not other.exists()
    assert "SSD" in done.output
    assert told(store, "files_shredded") == [{"count": 2}]


def test_what_is_no_plain_file_of_one_name_is_refused_before_the_first_one_goes(
    shell: Shell, store: Store, share: Path, tmp_path: Path
) -> None:
    target, link, folder, second = (tmp_path / name for name in ("target", "link", "folder", "second"))
    target.write_text("of somebody else")
    link.symlink_to(target)
    folder.mkdir()
    os.link(target, second)
    for refused in (link, folder, second, tmp_path / "nothing", share):
        done = shell.run("keys", "shred", share, refused)
        assert done.exit_code == 1, refused
        assert "Error:" in done.output
    assert share.read_text() == SHARE
    assert target.read_text() == "of somebody else"
    assert told(store, "files_shredded") == []


def test_a_private_key_goes_only_when_it_is_meant(shell: Shell, cabinet: Cabinet) -> None:
    key = cabinet.path / "recovery.key"
    assert "is a private key" in shell.run("keys", "shred", key).output
    assert key.exists()
    assert shell.run("keys", "shred", "--although-key", key).exit_code == 0
    assert not key.exists()


def test_without_the_database_it_says_what_to_write_on_paper(share: Path) -> None:
    done = Shell({"MIZUGUCHI_DATABASE": ""}).run("keys", "shred", share)
    assert "Write down on paper: files_shredded, 1." in done.output
    assert not share.exists()
