"""A package is whole or it is none, and only whose key it was made for can read it."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyrage
import pytest
from pyrage import x25519

from admin.handover import packing, sealing
from admin.handover.checking import check
from admin.handover.manifest import MANIFEST, SIGNATURE, SIGNER, signer_pem, signing_key
from admin.handover.spreadsheet import sheet_of
from admin.handover.trouble import HandoverTrouble
from intake.audit import details
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.store.handing_over import count_rows
from tests.engines import unguarded
from tests.handover.conftest import Contractor, Successor
from tests.keys.looking import told


def opened(package: Path, city: x25519.Identity) -> dict[str, bytes]:
    """What is in a package, as the city opens it without a program of ours."""
    inside = io.BytesIO(pyrage.decrypt(package.read_bytes(), [city]))
    with tarfile.open(fileobj=inside) as tar:
        return {about.name: file.read() for about in tar if (file := tar.extractfile(about))}


def made_again(parts: dict[str, bytes], city: x25519.Identity, path: Path) -> Path:
    """Somebody with the city's public key makes a package of their own."""
    inside = io.BytesIO()
    with tarfile.open(fileobj=inside, mode="w") as tar:
        for name, content in parts.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    path.write_bytes(pyrage.encrypt(inside.getvalue(), [city.to_public()]))
    return path


def test_another_key_opens_nothing(contractor: Contractor) -> None:
    with pytest.raises(HandoverTrouble, match="this key does not open"):
        check(contractor.packs().path, x25519.Identity.generate())


@pytest.mark.parametrize("place", [0.0, 0.02, 0.5, 0.999])
def test_one_changed_byte_is_found_wherever_it_is(
    contractor: Contractor, successor: Successor, city: x25519.Identity, place: float
) -> None:
    path = contractor.packs().path
    content = bytearray(path.read_bytes())
    content[int(place * len(content))] ^= 1
    path.write_bytes(content)
    with pytest.raises(HandoverTrouble):
        check(path, city)
    with pytest.raises(HandoverTrouble):
        successor.takes(path)
    with successor.store.reading() as session:
        assert not any(count_rows(session).values())


@pytest.mark.parametrize("left", [0, 100, -1, -70_000])
def test_a_package_that_was_cut_off_is_none(contractor: Contractor, city: x25519.Identity, left: int) -> None:
    path = contractor.packs().path
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(HandoverTrouble):
        check(path, city)


def without_the_last(parts: dict[str, bytes]) -> None:
    name = next(each for each in parts if each.startswith("applications") and each.endswith(".jsonl"))
    parts[name] = parts[name].split(b"\n")[0] + b"\n"


def with_another_name(parts: dict[str, bytes]) -> None:
    name = "applications-0001.jsonl"
    parts[name] = parts[name].replace("髙﨑".encode(), "高崎".encode())


def without_a_kind(parts: dict[str, bytes]) -> None:
    del parts["notes-0001.jsonl"]


def with_something_more(parts: dict[str, bytes]) -> None:
    parts["strange-0001.jsonl"] = b"{}\n"


def with_another_word(parts: dict[str, bytes]) -> None:
    parts["town.toml"] += b"\n"


def with_another_city(parts: dict[str, bytes]) -> None:
    parts[MANIFEST] = parts[MANIFEST].replace("小田原市".encode(), "大田原市".encode())


def without_a_signature(parts: dict[str, bytes]) -> None:
    del parts[SIGNATURE]


@pytest.mark.parametrize(
    "changed",
    [
        without_the_last,
        with_another_name,
        without_a_kind,
        with_something_more,
        with_another_word,
        with_another_city,
        without_a_signature,
    ],
)
def test_who_holds_the_citys_public_key_cant_change_a_package_unseen(
    contractor: Contractor,
    city: x25519.Identity,
    tmp_path: Path,
    changed: Callable[[dict[str, bytes]], None],
) -> None:
    parts = opened(contractor.packs().path, city)
    changed(parts)
    with pytest.raises(HandoverTrouble):
        check(made_again(parts, city, tmp_path / "changed"), city)


def test_one_who_signs_anew_is_another_signer(
    contractor: Contractor, city: x25519.Identity, tmp_path: Path, successor: Successor
) -> None:
    packed = contractor.packs()
    parts, stranger = opened(packed.path, city), signing_key(successor.keys.office)
    parts[SIGNATURE], parts[SIGNER] = stranger.sign(parts[MANIFEST]), signer_pem(stranger.public_key())
    forged = made_again(parts, city, tmp_path / "forged")
    assert check(forged, city).signer != packed.signer
    with pytest.raises(HandoverTrouble, match="expected is another"):
        check(forged, city, packed.signer.replace(" ", ""))
    with pytest.raises(HandoverTrouble, match="expected is another"):
        successor.takes(forged, packed.signer.replace(" ", ""))


def test_who_signs_anew_cant_put_another_text_beside_what_was_sealed(
    contractor: Contractor, city: x25519.Identity, tmp_path: Path, successor: Successor
) -> None:
    parts, stranger = opened(contractor.packs().path, city), signing_key(successor.keys.office)
    with_another_name(parts)
    manifest, name = json.loads(parts[MANIFEST]), "applications-0001.jsonl"
    manifest["files"][name] |= {"sha256": sha256(parts[name]).hexdigest(), "bytes": len(parts[name])}
    parts[MANIFEST] = json.dumps(manifest).encode()
    parts[SIGNATURE], parts[SIGNER] = stranger.sign(parts[MANIFEST]), signer_pem(stranger.public_key())
    with pytest.raises(HandoverTrouble, match="line 1 of applications"):
        check(made_again(parts, city, tmp_path / "forged"), city)


class Full:
    """A disk that takes so many bytes."""

    def __init__(self, file: BinaryIO, room: int) -> None:
        self.file, self.room = file, room

    def write(self, part: bytes) -> int:
        self.room -= len(part)
        if self.room < 0:
            raise OSError(28, os.strerror(28))
        return self.file.write(part)


def test_a_disk_that_is_full_in_the_middle_leaves_nothing_that_looks_like_a_package(
    contractor: Contractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OnFullDisk(sealing._Counted):
        def __init__(self, file: BinaryIO) -> None:
            super().__init__(Full(file, 66_000))  # type: ignore[arg-type]  # it only writes

    monkeypatch.setattr(sealing, "_Counted", OnFullDisk)
    monkeypatch.setattr(packing, "written_schema", lambda: b"x" * 1_000_000)
    with pytest.raises(HandoverTrouble, match="No space left"):
        contractor.packs()
    assert list(contractor.order.folder.iterdir()) == []
    assert told(contractor.store, "handover_packed") == []


def test_an_interrupted_run_leaves_nothing_that_looks_like_a_package(
    contractor: Contractor, monkeypatch: pytest.MonkeyPatch, city: x25519.Identity
) -> None:
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as spoilt:
        spoilt.setattr(packing, "sheet_of", interrupted)
        with pytest.raises(KeyboardInterrupt):
            contractor.packs()
    assert list(contractor.order.folder.iterdir()) == []
    assert check(contractor.packs().path, city)


def test_no_plain_byte_is_ever_in_a_file(contractor: Contractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the package is being made and afterwards, in the folder where it appears."""
    seen = list[bytes]()
    real = sheet_of

    def looked_at(*given: object) -> bytes:
        seen.extend(file.read_bytes() for file in contractor.order.folder.iterdir())
        return real(*given)  # type: ignore[arg-type]  # whatever it was given

    monkeypatch.setattr(packing, "sheet_of", looked_at)
    path = contractor.packs().path
    assert seen
    assert not any("髙﨑".encode() in content or b"hanako" in content for content in [*seen, path.read_bytes()])


def test_a_package_is_for_its_owner_alone(contractor: Contractor) -> None:
    assert contractor.packs().path.stat().st_mode & 0o777 == 0o600


@pytest.mark.both_engines
def test_nothing_is_brought_in_beside_anything(engine: str, contractor: Contractor, successor: Successor) -> None:
    path = contractor.packs().path
    successor.takes(path)
    with successor.store.reading() as session:
        before = count_rows(session)
    with pytest.raises(HandoverTrouble, match="not empty"):
        successor.takes(path)
    with successor.store.reading() as session:
        assert count_rows(session) == before


def damaged(store: Store) -> str:
    """A record of which a byte has changed on disk: its reference."""
    with store.engine.begin() as connection:
        reference, record = connection.exec_driver_sql(
            "SELECT reference, record FROM applications ORDER BY id LIMIT 1"
        ).one()
        spoilt = bytes(record[:-1]) + bytes([record[-1] ^ 1])
        mark = "%s" if store.engine.dialect.name == "postgresql" else "?"
        connection.exec_driver_sql(
            f"UPDATE applications SET record = {mark} WHERE reference = {mark}",  # noqa: S608 - no value
            (spoilt, reference),
        )
    return str(reference)


@pytest.mark.both_engines
def test_what_does_not_open_is_told_goes_along_sealed_and_comes_in_as_it_is(
    engine: str, contractor: Contractor, successor: Successor
) -> None:
    reference = damaged(contractor.store)
    packed = contractor.packs()
    assert packed.manifest.unopened == [reference]
    with contractor.store.reading() as session:
        assert details(latest_of(session, ["handover_packed"])[0])["lost"] == 1
    assert successor.takes(packed.path).counts["applications"] == 2


def test_a_broken_audit_chain_is_told_and_comes_in_only_when_that_is_said(
    contractor: Contractor, successor: Successor, city: x25519.Identity
) -> None:
    unguarded(contractor.store, "UPDATE events SET actor = 'clerk 2' WHERE number = 2")
    path = contractor.packs().path
    assert "event 2 was changed" in check(path, city).manifest.chain.trouble
    with pytest.raises(HandoverTrouble, match="NOT SOUND"):
        successor.takes(path)
    assert successor.takes(path, even_unsound=True).counts["applications"] == 2


def test_a_manifest_names_every_part_and_what_is_left_behind(
    contractor: Contractor, city: x25519.Identity
) -> None:
    parts = opened(contractor.packs().path, city)
    said = json.loads(parts[MANIFEST])
    assert set(said["files"]) == parts.keys() - {MANIFEST, SIGNATURE, SIGNER}
    assert said["left_out"]["undelivered mails"]["count"] == 3
    assert said["owner"]["statement"].startswith("この資料に含まれる情報の権利は、小田原市にあります")
