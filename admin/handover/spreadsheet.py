"""Lines as a spreadsheet for people: UTF-8 with a mark for Excel, and no cell that a program would run.

The JSON beside it is what counts; a spreadsheet leaves out what is sealed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from admin.handover.kinds import APPLICATIONS, Kind
from admin.language import japanese
from intake.procedures import PROCEDURES

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠")
"""What a cell must not begin with: spreadsheets take it for a formula. The apostrophe is what we put before."""

ANSWER = "answers."


def sheet_of(kind: Kind, lines: Iterable[Mapping[str, Any]]) -> bytes:
    """A header with the names of the fields, answers with their words in Japanese, and a row for each line."""
    names = columns_of(kind)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(_head(name)) for name in names])
    for line in lines:
        flat = dict(_flat(line))
        writer.writerow([guarded(_cell(flat.get(name))) for name in names])
    return (BOM + text.getvalue()).encode()


def columns_of(kind: Kind) -> Sequence[str]:
    """What stands in a sheet of a kind."""
    opened = [name for name, schema in kind.opened.items() if "anyOf" not in schema]
    inner = [
        name
        for schema in kind.opened.values()
        for name in schema.get("anyOf", [{}])[0].get("properties", ())
        if name != ANSWER[:-1] and name not in kind.columns
    ]
    answers = [ANSWER + name for name in _labels()] if kind is APPLICATIONS else []
    return [*kind.columns, *opened, *inner, *answers]


def guarded(cell: str) -> str:
    """A cell with an apostrophe in front where a spreadsheet might run it."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith("'") else cell


def _flat(line: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names as in `columns_of`; what is opened lies one level deeper than the columns, which go before."""
    for value in line.values():
        if isinstance(value, Mapping):
            yield from ((name, inner) for name, inner in value.items() if not isinstance(inner, Mapping))
            yield from ((ANSWER + name, inner) for name, inner in value.get(ANSWER[:-1], {}).items())
    yield from ((name, value) for name, value in line.items() if not isinstance(value, Mapping))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _head(name: str) -> str:
    label = _labels().get(name.removeprefix(ANSWER), "") if name.startswith(ANSWER) else ""
    return f"{label} [{name}]" if label else name


@cache
def _labels() -> dict[str, str]:
    """Every field that any procedure asks, with its words in Japanese."""
    say = japanese()
    return {field.name: field.label.say(say) for each in PROCEDURES.values() for field in each.fields}
