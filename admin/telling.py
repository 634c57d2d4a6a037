"""Figures in words: the values of a figure in their order, the lines of the sheet, the report in plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from admin import wording
from admin.desk.figures import Row, Year
from admin.plots import Bar
from intake.days import weekday_named
from intake.figures import LONGEST_LEAD, SMALLEST, Figure, told
from intake.languages import name_of
from intake.procedures import PROCEDURES
from intake.text import N_, Text

Say = Callable[[Text], str]

FIGURES: dict[Figure, Text] = {
    Figure.RECEIVED: N_("Receptions"),
    Figure.LANGUAGE: N_("Language"),
    Figure.CONTACT: N_("Contact"),
    Figure.LEAD: N_("Days from receipt to the due day"),
    Figure.WEEKDAY: N_("Weekday of receipt"),
    Figure.HOUR: N_("Hour of receipt"),
    Figure.ENDED: N_("How it ended"),
    Figure.TOOK: N_("Hours from receipt to completion"),
}

CONTACTS: dict[str, Text] = {"phone": N_("Phone"), "email": N_("E-mail only"), "fax": N_("Fax")}

SPANS = ((0, 0), (1, 3), (4, 7), (8, 14), (15, 30), (31, LONGEST_LEAD))
"""Lead times are shown in these spans of days."""


def words_of(figure: Figure, value: str, say: Say) -> str:
    """A value as people read it."""
    tables: Mapping[Figure, dict[str, Text]] = {Figure.CONTACT: CONTACTS, Figure.ENDED: wording.STATES}
    if figure is Figure.LANGUAGE:
        return say(name_of(value))
    if figure is Figure.WEEKDAY:
        return say(weekday_named(int(value)))
    return say(wording.words(tables[figure], value)) if figure in tables else value


def plotted(year: Year, figure: Figure, say: Say) -> list[Bar]:
    """The bars of a figure; of weekdays and hours all of them, so that an empty one is seen."""
    found = year.values(figure)
    if figure is Figure.LEAD:
        return [
            _bar(f"{first}–{last}" if last > first else str(first), found_in)
            for first, last, found_in in _spans(found)
        ]
    whole = {Figure.WEEKDAY: range(1, 8), Figure.HOUR: range(24)}.get(figure)
    values = [str(value) for value in whole] if whole else [value for value, _ in found.most_common()]
    return [_bar(words_of(figure, value, say), found[value]) for value in values]


def plotted_months(year: Year) -> list[Bar]:
    """What was received, month by month."""
    return [_bar(month, year.all.months.get(month, 0)) for month in year.months]


def plotted_procedures(year: Year, say: Say) -> list[Bar]:
    """What was received, by procedure."""
    return [_bar(say(PROCEDURES[row.procedure].title), row.total) for row in year.rows]


def lines_of_sheet(year: Year, say: Say) -> Iterator[tuple[str, ...]]:
    """Every cell of a year, one a line, under a line of headings."""
    yield tuple(say(name) for name in (N_("Month"), N_("Procedure"), N_("Figure"), N_("Value"), N_("Count")))
    for cell in sorted(year.cells):
        figure = Figure(cell.figure)
        yield (
            cell.month,
            say(PROCEDURES[cell.procedure].title) if cell.procedure in PROCEDURES else cell.procedure,
            say(FIGURES[figure]),
            words_of(figure, cell.value, say),
            told(year.cells[cell]),
        )


def report(year: Year, say: Say) -> Iterator[str]:
    """The year's receptions by procedure as lines of plain text."""
    yield say(N_("Receptions of %(year)s by procedure", year=str(year.year)))
    for row in year.table:
        yield f"  {_name(row, say)}: {told(row.total)} ({_ends(row, say)}{_took(row, say)})"
    for figure in (Figure.LANGUAGE, Figure.CONTACT, Figure.LEAD, Figure.WEEKDAY, Figure.HOUR):
        yield say(FIGURES[figure])
        yield "  " + ", ".join(f"{bar.label} {bar.told}" for bar in plotted(year, figure, say))
    yield say(N_("Counts of one or two are only told as fewer than 3."))


def _name(row: Row, say: Say) -> str:
    return say(PROCEDURES[row.procedure].title) if row.procedure else say(N_("All procedures"))


def _ends(row: Row, say: Say) -> str:
    ends = ("completed", "cancelled", "declined")
    return ", ".join(f"{say(wording.STATES[end])} {told(row.ended.get(end, 0))}" for end in ends)


def _took(row: Row, say: Say) -> str:
    if row.median is None or row.most is None:
        return ""
    return "; " + say(
        N_("half within %(median)s hours, nine in ten within %(most)s", median=row.median, most=row.most)
    )


def _spans(found: Counter[str]) -> Iterator[tuple[int, int, int]]:
    for first, last in SPANS:
        yield first, last, sum(found[str(days)] for days in range(first, last + 1))


def _bar(label: str, count: int) -> Bar:
    """A bar of a count that isn't told is as long as the smallest that is: its length must not tell it either."""
    return Bar(label, max(count, SMALLEST) if count else 0, told(count))
