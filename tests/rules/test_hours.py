"""Whether somebody answers now, at the minutes at which that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from intake.clock import WALL
from intake.hours import hours_now
from tests.rules.words import english, japanese
from tests.towns.both import TOWNS


@pytest.mark.parametrize(
    ("town", "at", "words"),
    [
        ("shipped", "2026-12-02 08:29:59", "Closed now. Open today from 8:30 to 19:00 (Japan time)."),
        ("shipped", "2026-12-02 08:30:00", "Open now, until 19:00 today (Japan time)."),
        ("shipped", "2026-12-02 18:59:59", "Open now, until 19:00 today (Japan time)."),
        ("shipped", "2026-12-02 19:00:00", "Closed now. Open again on Thu 3 Dec 2026 from 8:30 to 19:00"),
        ("shipped", "2026-12-02 23:59:59", "Closed now. Open again on Thu 3 Dec 2026 from 8:30 to 19:00"),
        ("shipped", "2026-12-03 00:00:00", "Closed now. Open today from 8:30 to 19:00 (Japan time)."),
        ("shipped", "2026-12-04 19:00:00", "Closed now. Open again on Sat 5 Dec 2026 from 8:30 to 17:00"),
        ("shipped", "2026-12-05 16:59:59", "Open now, until 17:00 today (Japan time)."),
        ("shipped", "2026-12-05 17:00:00", "Closed now. Open again on Sun 6 Dec 2026 from 8:30 to 17:00"),
        ("shipped", "2026-11-22 17:00:00", "Closed now. Open again on Tue 24 Nov 2026 from 8:30 to 19:00"),
        ("shipped", "2026-11-23 12:00:00", "Closed now. Open again on Tue 24 Nov 2026 from 8:30 to 19:00"),
        ("shipped", "2026-12-28 19:00:00", "Closed now. Open again on Mon 4 Jan 2027 from 8:30 to 19:00"),
        ("shipped", "2027-01-03 23:59:59", "Closed now. Open again on Mon 4 Jan 2027 from 8:30 to 19:00"),
        ("shipped", "2027-01-04 00:00:00", "Closed now. Open today from 8:30 to 19:00 (Japan time)."),
        ("another", "2026-11-23 08:59:59", "Closed now. Open today from 9:00 to 16:30 (Japan time)."),
        ("another", "2026-11-23 16:29:59", "Open now, until 16:30 today (Japan time)."),
        ("another", "2026-12-05 11:59:59", "Open now, until 12:00 today (Japan time)."),
        ("another", "2026-12-05 12:00:00", "Closed now. Open again on Mon 7 Dec 2026 from 9:00 to 16:30"),
        ("another", "2026-12-12 12:00:00", "Closed now. Open again on Tue 15 Dec 2026 from 9:00 to 16:30"),
    ],
)
def test_the_page_says_until_when_somebody_answers_or_from_when_on(town: str, at: str, words: str) -> None:
    instant = datetime.fromisoformat(at).replace(tzinfo=WALL)
    assert english(hours_now(TOWNS[town], instant)).startswith(words)


def test_the_same_is_said_in_japanese() -> None:
    said = [japanese(hours_now(TOWNS["shipped"], datetime(2026, 12, 5, hour, tzinfo=WALL))) for hour in (8, 9, 17)]
    assert said == [
        "ただいま受付時間外です。今日は8:30から17:00まで受け付けます（日本時間）。",
        "ただいま受付中です（今日は17:00まで・日本時間）。",
        "ただいま受付時間外です。次の受付は12月6日（日）8:30〜17:00です（日本時間）。",
    ]


def test_a_weekday_for_which_the_town_names_no_hours_is_named_without_them() -> None:
    town = TOWNS["shipped"]
    weekdays_only = replace(town, hours=town.hours[:1])
    friday_evening = datetime(2026, 12, 4, 19, tzinfo=WALL)
    assert english(hours_now(weekdays_only, friday_evening)) == "Closed now. Open again on Sat 5 Dec 2026."
