"""Days as people read them: 西暦, 令和 and the weekday."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from billing.days import day_words, moment_words, short_day_words


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 4, 1), "2026年（令和8年）4月1日（水）", "Wed 1 Apr 2026 (Reiwa 8)"),
        (date(2019, 5, 1), "2019年（令和元年）5月1日（水）", "Wed 1 May 2019 (Reiwa 1)"),
        (date(2019, 4, 30), "2019年4月30日（火）", "Tue 30 Apr 2019"),
    ],
)
def test_a_day_is_told_with_era_and_weekday(app: Flask, day: date, ja: str, en: str) -> None:
    for language, told in (("ja", ja), ("en", en)):
        with app.test_request_context("/"), force_locale(language):
            assert day_words(day) == told


def test_lists_leave_out_the_era_and_times_are_those_on_the_wall(app: Flask) -> None:
    with app.test_request_context("/"), force_locale("ja"):
        assert short_day_words(date(2026, 4, 1)) == "2026年4月1日（水）"
        assert moment_words(datetime(2026, 3, 31, 15, 5, tzinfo=UTC)) == "2026年（令和8年）4月1日（水） 00:05"
