"""CSV: no cell begins with what a spreadsheet would calculate, and no word of a record stands in one."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from admin.sheets import BYTE_ORDER_MARK, FORMULA_BEGINS, sheet
from tests.console.clerk import Clerk
from tests.console.test_matrix import listed
from tests.hostile.corpus import Payload
from tests.hostile.raid import Raid


def cells(data: bytes) -> list[list[str]]:
    text = data.decode().removeprefix(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text, newline="")))


@pytest.fixture(scope="module")
def sheets(raid: Raid) -> dict[str, bytes]:
    """Every route that answers with a sheet."""
    kansa: Clerk = raid.house.enter("kansa")
    paths = [route.rule.replace("<int:number>", "2026") for route in listed() if route.rule.endswith(".csv")]
    return {path: kansa.client.get(path).data for path in paths}


def test_the_figures_hold_no_formula_and_no_word_of_a_record(sheets: dict[str, bytes], raid: Raid) -> None:
    assert sheets
    words = {text for hit in raid.hits for text in hit.attack.kept.values() if len(text) > 12}
    for data in sheets.values():
        rows = cells(data)
        assert len(rows) > 20
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA_BEGINS)]
        assert not [each for each in words if each in data.decode()]


def test_a_payload_in_a_cell_stays_text_and_stays_in_its_cell(corpus: list[Payload]) -> None:
    rows = [(payload.text, "next", payload.number) for payload in corpus]
    found = cells(sheet(rows))
    assert len(found) == len(rows)
    for (text, _, number), cell in zip(rows, found, strict=True):
        assert cell[1:] == ["next", str(number)]
        assert cell[0].removeprefix("'") == text.removeprefix("'")
        assert not cell[0].startswith(FORMULA_BEGINS)
