"""A window that was told which keys to seal to starts with no others."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from intake.commands import mizuguchi
from intake.sealing.fingerprints import fingerprint
from intake.sealing.keys import make_key_pair, read_public
from intake.store.engine import Store
from tests.serving import PASSPHRASE, certified, environment


def test_the_window_does_not_start_with_an_office_key_that_somebody_has_swapped(
    tmp_path: Path, store: Store
) -> None:
    environ = environment(tmp_path, store, 1)
    certified(tmp_path)
    public = tmp_path / "public" / "office.pub"
    environ["MIZUGUCHI_OFFICE_FINGERPRINT"] = fingerprint(read_public(public))
    make_key_pair(tmp_path / "intruder.key", public, PASSPHRASE)
    started = CliRunner().invoke(mizuguchi, ["window", "serve"], env=environ)
    assert started.exit_code == 1
    assert "OtherKey: office.pub has the fingerprint" in started.output
    assert fingerprint(read_public(public)) in started.output
