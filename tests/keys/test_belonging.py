"""No command takes one of the three keys for another."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.receiving import Receipt
from intake.sealing.fingerprints import fingerprint
from intake.sealing.keys import make_key_pair, read_public
from intake.store.engine import Store
from tests.keys.conftest import Cabinet
from tests.keys.looking import told
from tests.keys.shell import PASSPHRASE, Shell


@pytest.mark.parametrize("kind", ["recovery", "postman"])
@pytest.mark.parametrize("known_by", ["its file", "its pin", "its event"])
def test_a_key_of_somebody_else_is_never_destroyed(
    shell: Shell, cabinet: Cabinet, receipt: Receipt, tmp_path: Path, kind: str, known_by: str
) -> None:
    key, public = cabinet.path / f"{kind}.key", cabinet.public / f"{kind}.pub"
    environ = dict(shell.environ)
    if known_by == "its event":
        assert shell.keys("create", kind, tmp_path / "more").exit_code == 0
        key = tmp_path / "more" / f"{kind}.key"
    if known_by == "its pin":
        environ[f"MIZUGUCHI_{kind.upper()}_FINGERPRINT"] = fingerprint(read_public(public))
        public.unlink()
    refused = Shell(environ).keys("destroy", key, "--although-needed")
    assert (refused.exit_code, f"this is the {kind} key" in refused.output, key.exists()) == (1, True, True)


def test_a_key_that_was_never_the_offices_is_not_destroyed(shell: Shell, store: Store, tmp_path: Path) -> None:
    key = tmp_path / "unknown.key"
    make_key_pair(key, key.with_suffix(".pub"), PASSPHRASE)
    refused = shell.keys("destroy", key)
    assert (refused.exit_code, "ever the office's key" in refused.output, key.exists()) == (1, True, True)
    assert told(store, "key_destroyed") == []


def test_only_the_recovery_key_is_split(shell: Shell, cabinet: Cabinet, store: Store, tmp_path: Path) -> None:
    office, shares = cabinet.path / "office.key", tmp_path / "shares"
    for words in (("split", office, shares), ("split", office, shares, "--public", cabinet.path / "recovery.pub")):
        refused = shell.keys(*words)
        assert (refused.exit_code, "another key than that of recovery.pub" in refused.output) == (1, True)
    nowhere = Shell({}).keys("split", office, shares)
    assert (nowhere.exit_code, "which key is the recovery key" in nowhere.output) == (1, True)
    assert not shares.exists()
    assert told(store, "key_split") == []


def test_no_key_is_made_where_its_event_would_be_lost(tmp_path: Path) -> None:
    early = Shell({"MIZUGUCHI_DATABASE": f"sqlite:///{tmp_path / 'not-yet.sqlite'}"})
    refused = early.keys("create", "office", tmp_path / "keys")
    assert (refused.exit_code, "mizuguchi migrate" in refused.output) == (1, True)
    assert not (tmp_path / "keys").exists()
