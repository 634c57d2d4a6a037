"""The recovery key is tried on a record, on the spot or where the key is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from admin.keys.drilling import read_sample, try_on
from admin.keys.refusal import KeyRefused
from intake.opening import open_record
from intake.receiving import Receipt
from intake.records import fingerprint, read_record
from intake.sealing.keys import key_id, read_private
from intake.store.engine import Store
from tests.keys.conftest import Cabinet
from tests.keys.looking import row, told
from tests.keys.shell import PASSPHRASE, Shell
from tests.scenery import EMAIL


@pytest.fixture
def on_paper(store: Store, cabinet: Cabinet, receipt: Receipt) -> str:
    """The fingerprint that stands on the slip."""
    found = row(store, receipt.application.reference)
    key = read_private(cabinet.path / "office.key", PASSPHRASE)
    return fingerprint(read_record(open_record(found.record, found.office_wrap, "office", key)))


def test_a_drill_opens_a_record_and_tells_the_fingerprint_that_stands_on_its_slip_and_no_more(
    shell: Shell, cabinet: Cabinet, store: Store, receipt: Receipt, on_paper: str
) -> None:
    tried = shell.keys("drill", cabinet.path / "recovery.key")
    assert tried.exit_code == 0, tried.output
    assert tried.output == f"{receipt.application.reference}: opened, fingerprint {on_paper}\n"
    assert EMAIL not in tried.output
    assert told(store, "key_tried") == [{"what": "recovery", "key": key_id(cabinet.keys().recovery).hex()}]


def test_another_key_opens_nothing_and_the_attempt_is_written_down(
    shell: Shell, cabinet: Cabinet, store: Store, receipt: Receipt
) -> None:
    tried = shell.keys("drill", cabinet.path / "postman.key")
    assert tried.exit_code == 1
    assert "does NOT open" in tried.output
    assert [each["what"] for each in told(store, "key_tried")] == ["postman"]


def test_a_sample_is_tried_where_the_key_is_and_holds_nothing_readable(
    shell: Shell, cabinet: Cabinet, store: Store, receipt: Receipt, on_paper: str, tmp_path: Path
) -> None:
    file = tmp_path / "sample.json"
    assert shell.run("keys", "sample", file, "--reference", receipt.application.reference).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert EMAIL.encode() not in file.read_bytes()
    assert len(told(store, "key_sampled")) == 1
    away = Shell({"MIZUGUCHI_DATABASE": ""}).keys("drill", cabinet.path / "recovery.key", "--from", file)
    assert away.exit_code == 0, away.output
    assert f"opened, fingerprint {on_paper}" in away.output


def test_a_sample_is_never_written_over(shell: Shell, receipt: Receipt, store: Store, tmp_path: Path) -> None:
    (tmp_path / "sample.json").write_text("something else")
    assert shell.run("keys", "sample", tmp_path / "sample.json").exit_code == 1
    assert (tmp_path / "sample.json").read_text() == "something else"
    assert told(store, "key_sampled") == []


def test_there_is_nothing_to_try_on_in_an_empty_desk(shell: Shell, cabinet: Cabinet) -> None:
    assert "no such application" in shell.keys("drill", cabinet.path / "recovery.key").output


def test_a_sample_under_another_reference_does_not_count_as_opened(
    shell: Shell, cabinet: Cabinet, receipt: Receipt, tmp_path: Path
) -> None:
    file = tmp_path / "sample.json"
    shell.run("keys", "sample", file)
    content = json.loads(file.read_text())
    file.write_text(json.dumps(content | {"reference": "0000000000"}))
    with pytest.raises(KeyRefused, match="does NOT open"):
        try_on(read_sample(file), read_private(cabinet.path / "recovery.key", PASSPHRASE))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"application": 1}', "not json", '"日本"'])
def test_a_file_that_is_no_sample_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "sample.json").write_text(text, encoding="utf-8")
    with pytest.raises(KeyRefused, match="is no sample"):
        read_sample(tmp_path / "sample.json")
