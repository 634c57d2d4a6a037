"""Texts come back as they were, and other programs than ours can read and check a package."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyrage import x25519

from admin.handover.bundle import Bundle, parts_of
from admin.handover.kinds import APPLICATIONS, KINDS, LEFT_OUT, NOTES
from admin.handover.manifest import MANIFEST, SIGNATURE, SIGNER
from admin.handover.packing import _portions
from admin.handover.reading import lines_in
from admin.handover.schema import schema
from admin.handover.sealing import opened_from, sealed_into
from admin.handover.spreadsheet import BOM, DANGEROUS, columns_of, guarded, sheet_of, unguarded
from intake.ledger import ledger_of
from intake.procedures import PROCEDURES, offered
from intake.store.tables import TABLES
from tests.handover.conftest import Contractor
from tests.handover.test_bad_days import opened
from tests.scenery import MONDAY_NOON

AWKWARD = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [
        "",
        "=cmd|' /C calc'!A0",
        "+81",
        "-1",
        "@x",
        "\t=1",
        "\r\n=1",
        "'=1",
        "''",
        "葛󠄀",
        "a\u2028b\u2029c\x85d",
        '"',
        ",",
        "＝1",
    ]
)


@given(st.lists(AWKWARD, max_size=8))
def test_every_text_comes_back_from_the_lines(texts: list[str]) -> None:
    lines = [{"text": text} for text in texts]
    back = [line for content, _ in _portions(iter(lines)) for line in lines_in(content)]
    assert back == lines


@given(st.lists(AWKWARD, min_size=1, max_size=8))
def test_every_text_comes_back_from_the_spreadsheet_and_none_is_a_formula(texts: list[str]) -> None:
    lines: list[dict[str, Any]] = [{"id": "", "memo": {"text": text}} for text in texts]
    content = sheet_of(NOTES, lines).decode()
    assert content.startswith(BOM)
    head, *rows = csv.reader(io.StringIO(content.removeprefix(BOM), newline=""))
    cells = [row[head.index("text")] for row in rows]
    assert [unguarded(cell) for cell in cells] == texts
    assert not any(cell.startswith(tuple(set(DANGEROUS) - {"'"})) for cell in cells)


@given(AWKWARD)
def test_what_is_guarded_is_unguarded_to_the_same(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(st.binary(max_size=2000), max_size=4))
def test_every_byte_comes_back_from_a_sealed_bundle(contents: list[bytes]) -> None:
    city = x25519.Identity.generate()
    named = {f"part-{number:04d}.jsonl": content for number, content in enumerate(contents)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "package"
        with sealed_into(path, city.to_public()) as (stream, _), tarfile.open(fileobj=stream, mode="w|") as tar:
            bundle = Bundle(tar, MONDAY_NOON)
            for name, content in named.items():
                bundle.add(name, content)
        with opened_from(path, city) as plain:
            assert dict(parts_of(plain)) == named


def test_many_lines_are_parted_and_none_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("admin.handover.packing.PART_BYTES", 1000)
    lines = [{"number": number, "text": "x" * 90} for number in range(100)]
    portions = list(_portions(iter(lines)))
    assert len(portions) > 5
    assert [line for content, _ in portions for line in lines_in(content)] == lines


def test_the_city_finds_the_ledger_that_the_law_asks_of_it(contractor: Contractor, city: x25519.Identity) -> None:
    parts, town = opened(contractor.packs().path, city), contractor.order.town
    assert parts["register-ledger.md"].decode() == ledger_of(town, offered(town))
    assert "register-ledger.md" in parts["readme.txt"].decode()


def test_every_line_of_a_package_is_as_its_schema_says(contractor: Contractor, city: x25519.Identity) -> None:
    parts = opened(contractor.packs().path, city)
    said = json.loads(parts["schema.json"])
    Draft202012Validator.check_schema(said)
    looked_at = 0
    for kind in KINDS:
        judge = Draft202012Validator(said | {"$ref": f"#/$defs/{kind.name}"})
        for line in lines_in(parts[f"{kind.name}-0001.jsonl"]):
            judge.validate(line)
            looked_at += 1
    assert looked_at > 10


def test_a_line_with_a_strange_field_is_not_as_the_schema_says() -> None:
    judge = Draft202012Validator(schema() | {"$ref": "#/$defs/tallies"})
    line = {"month": "2026-11", "procedure": "start", "figure": "language", "value": "ja", "count": 3}
    assert judge.is_valid(line)
    assert not judge.is_valid(line | {"name": "x"})


def test_no_table_and_no_column_is_forgotten() -> None:
    """Each column is handed over, or dropped by name; each other table is left out with a reason."""
    handed = {kind.table for kind in KINDS}
    left = {table for table, _ in LEFT_OUT.values() if table}
    assert handed | left == set(TABLES)
    assert not handed & left
    for kind in KINDS:
        columns = {column.name for column in kind.table.__table__.columns}
        assert {*kind.columns, *kind.sealed, *kind.dropped} == columns


def test_a_sheet_has_every_field_that_any_procedure_asks() -> None:
    columns = columns_of(APPLICATIONS)
    for procedure in PROCEDURES.values():
        for field in procedure.fields:
            assert f"answers.{field.name}" in columns


def test_a_spreadsheet_shows_what_the_resident_wrote(contractor: Contractor, city: x25519.Identity) -> None:
    parts = opened(contractor.packs().path, city)
    head, *rows = csv.reader(io.StringIO(parts["applications-0001.csv"].decode().removeprefix(BOM), newline=""))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    (family,) = (name for name in head if name.endswith("[answers.family_name]"))
    assert {row[family] for row in found} == {"髙﨑"}
    (note,) = (name for name in head if name.endswith("[answers.note]"))
    assert {row[note] for row in found} == {"", "'=cmd"}
    assert {row["keyed_customer_number"] for row in found} == {"", "0123456"}
    assert not any(b"data_key" in content for name, content in parts.items() if name.endswith(".csv"))


def test_openssl_confirms_the_signature(contractor: Contractor, city: x25519.Identity, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl on this machine")
    parts = opened(contractor.packs().path, city)
    for name in (MANIFEST, SIGNATURE, SIGNER):
        (tmp_path / name).write_bytes(parts[name])
    line = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", SIGNER, "-rawin", "-in", MANIFEST]
    done = subprocess.run([*line, "-sigfile", SIGNATURE], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_age_itself_opens_a_package(contractor: Contractor, city_file: Path, tmp_path: Path) -> None:
    if shutil.which("age") is None:
        pytest.skip("age is not on this machine")
    package, inside = contractor.packs().path, tmp_path / "opened.tar"
    subprocess.run(["age", "-d", "-i", city_file, "-o", inside, package], check=True)
    with tarfile.open(inside) as tar:
        assert {"readme.txt", "schema.json", "applications-0001.csv", MANIFEST} <= set(tar.getnames())
