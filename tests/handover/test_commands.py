"""The whole way as it is typed: the city's key, shut, pack, verify, import, erase. Passphrases by descriptor."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from admin.handover import city_key
from intake.audit import verify
from intake.commands import mizuguchi
from intake.sealing.keys import PublicKeys, make_key_pair, read_public_keys
from intake.store.engine import Store
from intake.store.handing_over import count_rows
from intake.store.rights import Process
from intake.town import Town
from tests.engines import Copies, url_for
from tests.handover.conftest import Empty
from tests.keys.looking import told
from tests.scenery import StandingClock, hand_in

PASSPHRASE = "only for these tests"


class Hand:
    """Somebody at a shell, with keys of an installation and its database."""

    def __init__(self, store: Store, keys: Path) -> None:
        self.keys = keys
        url = store.engine.url.render_as_string(hide_password=False)
        self.environ = {"MIZUGUCHI_DATABASE": url, "MIZUGUCHI_PUBLIC_KEYS": str(keys)}

    def public(self) -> PublicKeys:
        return read_public_keys(self.keys)

    def types(self, *words: object, typed: str = "", passphrase: str = PASSPHRASE) -> Result:
        line = ["handover", *map(str, words)]
        if passphrase:
            reading, writing = os.pipe()
            os.write(writing, passphrase.encode() + b"\n")
            os.close(writing)
            line += ["--passphrase-fd", str(reading)]
        return CliRunner().invoke(mizuguchi, line, input=typed, env=self.environ)


def keys_in(folder: Path) -> Path:
    folder.mkdir()
    for name in ("office", "recovery", "postman"):
        make_key_pair(folder / f"{name}.key", folder / f"{name}.pub", PASSPHRASE)
    return folder


@pytest.fixture
def hand(store: Store, tmp_path: Path) -> Hand:
    return Hand(store, keys_in(tmp_path / "keys"))


@pytest.fixture
def quick_city(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase of the city's key is stretched for seconds; one test does it as it is."""
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda content, *_, **__: content)


def after(said: str, output: str) -> str:
    found = re.search(rf"{said}(.*)", output)
    assert found, output
    return found[1].strip()


def test_a_citys_key_is_under_its_passphrase_and_never_written_over(hand: Hand, tmp_path: Path) -> None:
    done = hand.types("key", tmp_path / "city")
    assert done.exit_code == 0, done.output
    content = (tmp_path / "city" / "city.age").read_text("ascii")
    assert content.startswith("-----BEGIN AGE ENCRYPTED FILE-----")
    assert "read\nthis aloud" in done.output
    identity = city_key.read_identity(tmp_path / "city" / "city.age", lambda: PASSPHRASE)
    assert str(identity.to_public()) == (tmp_path / "city" / "city.pub").read_text("ascii").strip()
    again = hand.types("key", tmp_path / "city")
    assert (again.exit_code, "never written over" in again.output) == (1, True)
    assert (tmp_path / "city" / "city.age").read_text("ascii") == content


def insist_on_refusing_a_decoy(hand: Hand, decoy: Path, *words: object) -> None:
    """A key that never was this office's may not sign that everything is gone."""
    refused = hand.types("erase", decoy, *words, typed="erase 1 applications\n")
    assert (refused.exit_code, "not the office's key that signed" in refused.output) == (1, True), refused.output
    assert decoy.exists()


def insist_on_the_signer(hand: Hand, protocol: Path, signer: str, other: str) -> None:
    """The city holds the protocol to who signed the package."""
    seen = hand.types("verify-erasure", protocol, "--signer", signer, passphrase="")
    assert (seen.exit_code, "of the key that signed the package" in seen.output) == (0, True), seen.output
    unlike = hand.types("verify-erasure", protocol, "--signer", other, passphrase="")
    assert (unlike.exit_code, "expected is another" in unlike.output) == (1, True)


@pytest.mark.both_engines
def test_the_whole_way(
    engine: str,
    hand: Hand,
    quick_city: None,
    empty: Empty,
    store: Store,
    clock: StandingClock,
    town: Town,
    tmp_path: Path,
) -> None:
    hand_in(store, hand.public(), clock, town)
    store.engine.dispose()
    city = tmp_path / "city"
    fingerprint = after("this aloud to them: ", hand.types("key", city).output)

    shut = hand.types("shut", passphrase="")
    assert "1 mails are not delivered" in shut.output
    office = hand.keys / "office.key"
    packing = ("pack", office, "--to", city / "city.pub", "--into", tmp_path / "out")
    wrong = hand.types(*packing, typed="0000\n")
    assert (wrong.exit_code, "another fingerprint" in wrong.output) == (1, True)
    packed = hand.types(*packing, typed=f"{fingerprint.upper()}\n")
    assert packed.exit_code == 0, packed.output
    assert "RECEIPT" not in packed.output
    (package,) = (tmp_path / "out").glob("*.tar.age")
    (note,) = (tmp_path / "out").glob("*.pdf")
    on_paper = "".join(page.extract_text() for page in PdfReader(note).pages)

    private = city / "city.age"
    signer = after("signed by: ", packed.output)
    verified = hand.types("verify", package, "--key", private, "--signer", signer)
    assert verified.exit_code == 0, verified.output
    assert "applications: 1" in verified.output
    digest, receipt = after("package: ", verified.output), after("needs: ", verified.output)
    assert digest == after("package: ", packed.output)
    assert (digest in on_paper, signer in on_paper, receipt in on_paper) == (True, True, False)

    status = hand.types("status", passphrase="").output
    assert status.startswith("The desk is shut.")
    assert digest in status

    second = empty()
    there = Hand(second, keys_in(tmp_path / "other-keys"))
    imported = there.types("import", package, "--key", private, "--signer", signer)
    assert imported.exit_code == 0, imported.output
    assert "with equal counts" in imported.output

    store.engine.dispose()
    erasing = ("erase", office, "--out", tmp_path / "protocol", "--package", digest, "--receipt", receipt.lower())
    also = ("--key", hand.keys / "postman.key", "--although-undelivered", 1)
    insist_on_refusing_a_decoy(hand, there.keys / "office.key", *erasing[2:], *also)
    no = hand.types(*erasing, *also, typed="yes\n")
    assert (no.exit_code, "nothing is erased" in no.output) == (1, True)
    assert office.exists()
    done = hand.types(*erasing, *also, typed="erase 1 applications\n")
    assert done.exit_code == 0, done.output
    insist_on_the_signer(hand, tmp_path / "protocol", signer, digest)
    assert sorted(hand.keys.glob("*.key")) == [hand.keys / "recovery.key"]
    assert {file.name for file in (tmp_path / "protocol").iterdir()} == {
        "erasure.json", "erasure.sig", "erasure.pem", "erasure.md", "erasure.pdf",
    }  # fmt: skip
    with store.reading() as session:
        assert sum(count_rows(session).values()) == 1
    assert [each["count"] for each in told(second, "handover_imported")] == [1]
    with second.reading() as session:
        assert verify(session).sound


@pytest.fixture
def on_server(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A database of PostgreSQL; a file knows no roles."""
    copies: Copies = request.getfixturevalue("copies")
    with copies.fresh("migrated", Store.migrate) as store:
        yield store


@pytest.mark.parametrize("process", Process)
def test_only_the_owner_of_the_tables_hands_over(
    on_server: Store, process: Process, quick_city: None, tmp_path: Path
) -> None:
    """Every step that reads or takes away everything, as every process."""
    hand = Hand(on_server, keys_in(tmp_path / "keys"))
    hand.environ["MIZUGUCHI_DATABASE"] = url_for(on_server, process)
    line = hand.types("key", tmp_path / "city").output
    packing = (
        "pack",
        hand.keys / "office.key",
        "--to",
        tmp_path / "city" / "city.pub",
        "--into",
        tmp_path / "out",
    )
    refused = [
        hand.types("shut", passphrase=""),
        hand.types("reopen", passphrase=""),
        hand.types(*packing, "--fingerprint", after("this aloud to them: ", line)),
        hand.types(
            *("erase", hand.keys / "office.key", "--out", tmp_path / "protocol"),
            *("--package", "0" * 40, "--receipt", "0000-0000-0000-0000"),
        ),
    ]
    for each in refused:
        assert each.exit_code == 1
        assert "sign in to the database as mizuguchi_owner" in each.output, each.output
    assert not (tmp_path / "out").exists()
