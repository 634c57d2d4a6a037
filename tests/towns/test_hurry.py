"""Who is too late for the web is not just refused: the next days, phone, fax, relay service, and today's hours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from intake.calendars import ONE_DAY
from intake.clock import today
from intake.procedures import PROCEDURES
from intake.procedures.field import Situation
from intake.procedures.leaving import STOP_DATE
from intake.procedures.procedure import Procedure
from intake.procedures.using import START_DATE
from intake.procedures.wished_day import WishedDayField
from intake.town import Town
from tests.pages.judge import Page
from tests.scenery import StandingClock
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS

SHIPPED, ANOTHER = TOWNS["shipped"], TOWNS["another"]
ASKED = [
    pytest.param(SHIPPED, "ja", PROCEDURES["start"], START_DATE, id="a start"),
    pytest.param(SHIPPED, "en", PROCEDURES["start"], START_DATE, id="a start in English"),
    pytest.param(SHIPPED, "ja", PROCEDURES["stop"], STOP_DATE, id="a stop"),
    pytest.param(SHIPPED, "en", PROCEDURES["stop"], STOP_DATE, id="a stop in English"),
    pytest.param(ANOTHER, "ja", PROCEDURES["stop"], STOP_DATE, id="a stop in the other town"),
]
SAID = {
    "ja": (
        "お急ぎの方へ",
        "ここで選べる近い日",
        "電話リレーサービス",
        {SHIPPED.city: "ただいま受付時間外です。次の受付は11月24日（火）8:30〜19:00です（日本時間）。",
         ANOTHER.city: "ただいま受付中です（今日は16:30まで・日本時間）。"},
    ),
    "en": (
        "If you are in a hurry",
        "The next days that you can choose here:",
        "Calls through the telephone relay service are welcome.",
        {SHIPPED.city: "Closed now. Open again on Tue 24 Nov 2026 from 8:30 to 19:00 (Japan time)."},
    ),
}  # fmt: skip


def asks_for(applicant: Applicant, procedure: Procedure, field: WishedDayField, day: date, language: str) -> Page:
    applicant.language = language
    applicant.begins(procedure)
    return applicant.press(**field.as_typed(day.isoformat()))


def short(day: date, language: str) -> str:
    if language == "ja":
        return f"{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）"
    return day.strftime("%a %-d %b %Y")


@pytest.mark.parametrize(("town", "language", "procedure", "field"), ASKED)
def test_a_day_inside_the_lead_time_gets_every_way_to_be_quicker(
    applicant: Applicant,
    clock: StandingClock,
    town: Town,
    language: str,
    procedure: Procedure,
    field: WishedDayField,
) -> None:
    possible = field.next_days(Situation(town, clock.now()), 4)
    page = asks_for(applicant, procedure, field, possible[0] - ONE_DAY, language)
    assert page.has("class", "box warn hurry")
    heading, days, relay, hours = SAID[language]
    words = " ".join(page.text.split())
    box = words[words.index(heading) :]
    box = box[: box.index(relay) + len(relay)]
    for said in (days, *(short(day, language) for day in possible[:3]), town.phone, town.fax, hours[town.city]):
        assert said in box
    assert short(possible[3], language) not in box


@pytest.mark.parametrize("town", [SHIPPED])
@pytest.mark.parametrize("away", [-1, 60, 61], ids=["yesterday", "the last day", "too far ahead"])
def test_nobody_else_is_hurried(applicant: Applicant, clock: StandingClock, town: Town, away: int) -> None:
    day = today(clock) + timedelta(days=away)
    assert not asks_for(applicant, PROCEDURES["start"], START_DATE, day, "ja").has("class", "box warn hurry")


@pytest.mark.parametrize("town", [SHIPPED])
def test_a_move_can_be_in_a_hurry_at_both_places(applicant: Applicant, clock: StandingClock, town: Town) -> None:
    day = today(clock) + ONE_DAY
    page = asks_for(applicant, PROCEDURES["move"], STOP_DATE, day, "ja")
    assert page.has("class", "box warn hurry")
    place = applicant.path.rpartition("/")[0]
    applicant.get(f"{place}/new")
    page = applicant.press(**START_DATE.as_typed(day.isoformat()))
    assert page.has("class", "box warn hurry")
