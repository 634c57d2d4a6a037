"""The city's look at a package: no receipt for what is not sound, heads from paper, and only a signer that was
told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyrage import x25519
from sqlalchemy import text

from admin.handover.checking import check
from admin.handover.trouble import HandoverTrouble
from intake.commands import mizuguchi
from intake.sealing.keys import make_key_pair
from intake.store.engine import Store
from tests.engines import unguarded
from tests.handover.conftest import Contractor, Empty
from tests.handover.test_bad_days import damaged


def verify(package: Path, key: Path, *words: str) -> Result:
    return CliRunner().invoke(mizuguchi, ["handover", "verify", str(package), "--key", str(key), *words])


def _unsound(store: Store) -> None:
    unguarded(store, "UPDATE events SET actor = 'clerk 2' WHERE number = 2")


@pytest.mark.parametrize("spoils", [_unsound, damaged])
def test_there_is_no_receipt_for_what_the_city_has_not_looked_into(
    contractor: Contractor, city_file: Path, spoils: object
) -> None:
    spoils(contractor.store)  # type: ignore[operator]  # one of the two
    packed = contractor.packs()
    refused = verify(packed.path, city_file)
    assert (refused.exit_code, "NO RECEIPT" in refused.output) == (1, True), refused.output
    assert packed.manifest.receipt not in refused.output
    taken = verify(packed.path, city_file, "--even-unsound")
    assert (taken.exit_code, packed.manifest.receipt in taken.output) == (0, True)


@pytest.mark.both_engines
def test_heads_of_slips_are_looked_for_in_the_package(
    engine: str, contractor: Contractor, city: x25519.Identity
) -> None:
    path = contractor.packs().path
    with contractor.store.reading() as session:
        head = str(session.scalar(text("SELECT audit_head FROM slips")))
    assert check(path, city, heads=[head[:12].upper()])
    with pytest.raises(HandoverTrouble, match="has the head 0000"):
        check(path, city, heads=[f"{head[:12]}, 0000-0000-0000"])
    with pytest.raises(HandoverTrouble, match="12 characters"):
        check(path, city, heads=["0000"])


def test_a_head_behind_a_break_proves_nothing(contractor: Contractor, city: x25519.Identity) -> None:
    _unsound(contractor.store)
    path = contractor.packs().path
    with contractor.store.reading() as session:
        head = str(session.scalar(text("SELECT audit_head FROM slips")))
    with pytest.raises(HandoverTrouble, match="stands on paper"):
        check(path, city, heads=[head])


def test_nothing_is_brought_in_before_somebody_tells_who_signed(
    contractor: Contractor, empty: Empty, city_file: Path, tmp_path: Path
) -> None:
    packed, keys = contractor.packs(), tmp_path / "keys"
    keys.mkdir()
    for name in ("office", "recovery", "postman"):
        make_key_pair(keys / f"{name}.key", keys / f"{name}.pub", "only for these tests")
    url = empty().engine.url.render_as_string(hide_password=False)
    environ = {"MIZUGUCHI_DATABASE": url, "MIZUGUCHI_PUBLIC_KEYS": str(keys)}
    line = ["handover", "import", str(packed.path), "--key", str(city_file)]
    for typed, code, says in (
        ("", 1, "Fingerprint of who signs"),
        (f"{'0000 ' * 10}\n", 1, "expected is another"),
        (f"{packed.signer}\n", 0, "with equal counts"),
    ):
        done = CliRunner().invoke(mizuguchi, line, input=typed, env=environ)
        assert (done.exit_code, says in done.output) == (code, True), done.output
