"""The figures of a year, as the board is shown them: counts only, and none so small that it is nearly a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.clock import WALL
from intake.figures import Cell, Figure, by_month, by_value, share_within
from intake.procedures import PROCEDURES
from intake.store.engine import Store
from intake.store.tallies import figures_of

FIRST_YEAR, LAST_YEAR = 2000, 2999
MEDIAN, MOST = 0.5, 0.9


@dataclass(frozen=True)
class Row:
    """A procedure's year: what was received by month and in all, how it ended, and how long completion took."""

    procedure: str
    months: Mapping[str, int]
    ended: Mapping[str, int]
    median: int | None
    most: int | None

    @property
    def total(self) -> int:
        """Received in the year."""
        return sum(self.months.values())


@dataclass(frozen=True)
class Year:
    """All figures of a year by month of receipt. `all` is the row of all procedures together."""

    year: int
    cells: Mapping[Cell, int]
    rows: Sequence[Row]
    all: Row

    @property
    def table(self) -> list[Row]:
        """Every procedure that was applied for, then all together."""
        return [*self.rows, self.all]

    @property
    def months(self) -> list[str]:
        """2026-01 to 2026-12."""
        return [f"{self.year}-{month:02d}" for month in range(1, 13)]

    def values(self, figure: Figure) -> Counter[str]:
        """A figure of the whole year by its value."""
        return by_value(self.cells, figure)


def year_of(store: Store, year: int) -> Year:
    """The figures of a year (by the bureau's wall), what is erased and what is still there."""
    since, until = (datetime(each, 1, 1, tzinfo=WALL) for each in (year, year + 1))
    with store.reading() as session:
        cells = figures_of(session, since, until, (f"{year}-01", f"{year}-12"))
    rows = [_row(procedure, cells) for procedure in PROCEDURES]
    months: Counter[str] = Counter()
    for row in rows:
        months.update(row.months)
    return Year(year, cells, [row for row in rows if row.total], _measured("", months, cells))


def _row(procedure: str, cells: Mapping[Cell, int]) -> Row:
    own = {cell: count for cell, count in cells.items() if cell.procedure == procedure}
    return _measured(procedure, by_month(own, procedure), own)


def _measured(procedure: str, months: Mapping[str, int], cells: Mapping[Cell, int]) -> Row:
    hours = by_value(cells, Figure.TOOK)
    return Row(
        procedure, months, by_value(cells, Figure.ENDED), share_within(hours, MEDIAN), share_within(hours, MOST)
    )
