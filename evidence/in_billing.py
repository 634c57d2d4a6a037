"""What hands have typed into the closed billing system: looked up by the reference, read-only, counted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_TYPED = "SELECT count(*), count(compared_at) FROM customers WHERE reference = ?"
_ALL = "SELECT count(*) FROM customers"


@dataclass(frozen=True)
class InBilling:
    """`there` is false when there is no billing database or it can't be read; then nothing was counted."""

    there: bool = False
    entries: int = 0
    typed: int = 0
    compared: int = 0


def read_billing(database: Path, reference: str) -> InBilling:
    """How many entries there are, how many came from this reference's paper, how many a second person compared."""
    if not database.is_file():
        return InBilling()
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            (entries,) = connection.execute(_ALL).fetchone()
            typed, compared = connection.execute(_TYPED, (reference,)).fetchone()
    except sqlite3.Error:
        return InBilling()
    return InBilling(True, entries, typed, compared)
