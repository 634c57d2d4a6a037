"""CSV for a spreadsheet: what Excel opens as text stays text, and nothing in a cell is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def sheet(rows: Iterable[Sequence[str | int]]) -> bytes:
    """The rows as UTF-8 with the mark that Excel needs."""
    paper = StringIO()
    writer = csv.writer(paper)
    for row in rows:
        writer.writerow([plain(str(cell)) for cell in row])
    return (BYTE_ORDER_MARK + paper.getvalue()).encode()


def plain(text: str) -> str:
    """A quote before what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(FORMULA_BEGINS) else text
