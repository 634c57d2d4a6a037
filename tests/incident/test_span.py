"""The clock of the law, from the day of knowing on."""

from __future__ import annotations

from datetime import UTC, date, datetime

from intake.incident.span import Deadlines, deadlines


def test_the_day_of_knowing_is_the_first_of_five_thirty_or_sixty() -> None:
    noon = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
    known, early, late = date(2026, 11, 27), date(2026, 11, 29), date(2026, 12, 1)
    assert deadlines(noon, malicious=False) == Deadlines(known, early, late, date(2026, 12, 26))
    assert deadlines(noon, malicious=True) == Deadlines(known, early, late, date(2027, 1, 25))


def test_the_day_is_that_of_japan() -> None:
    assert deadlines(datetime(2026, 11, 27, 15, 0, tzinfo=UTC), malicious=False).known == date(2026, 11, 28)
