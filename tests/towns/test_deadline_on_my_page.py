"""My Page takes a cancellation up to the last instant, not one later, and says until when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from intake.clock import on_the_wall
from intake.procedures import PROCEDURES
from intake.procedures.leaving import STOP_DATE
from intake.procedures.name_change import CHANGE_DATE
from intake.procedures.procedure import Procedure
from intake.procedures.using import START_DATE
from intake.town import Town
from tests.scenery import StandingClock
from tests.towns.applicant import Applicant
from tests.towns.both import TOWNS, in_both_towns_for_each_procedure
from webapp.mypage import MyPage, TooLate, cancel, enter, look
from webapp.window import Window

INSTANT = timedelta(microseconds=1)
TENTH = date(2026, 12, 10).isoformat()
DAYS = {
    "start": START_DATE.as_typed(TENTH),
    "stop": STOP_DATE.as_typed(TENTH),
    "move": STOP_DATE.as_typed(TENTH) | START_DATE.as_typed(TENTH),
    "name_change": CHANGE_DATE.as_typed(TENTH),
    "debit_form": {},
}
UNTIL = {
    ("shipped", "start"): "2026年（令和8年）12月9日（水）23:59",
    ("shipped", "stop"): "2026年（令和8年）12月7日（月）23:59",
    ("shipped", "move"): "2026年（令和8年）12月7日（月）23:59",
    ("shipped", "name_change"): "2026年（令和8年）12月9日（水）23:59",
    ("shipped", "debit_form"): "2026年（令和8年）11月25日（水）23:59",
    ("another", "start"): "2026年（令和8年）12月9日（水）15:00",
    ("another", "stop"): "2026年（令和8年）12月9日（水）12:00",
    ("another", "move"): "2026年（令和8年）12月8日（火）17:15",
}


def seen(app: Flask, applicant: Applicant) -> tuple[Window, bytes, MyPage]:
    """My Page of the newest application, without its template."""
    window: Window = app.extensions["window"]
    _, token = enter(window, applicant.newest("received")["secret"])
    return window, token, look(window, token)


@in_both_towns_for_each_procedure
def test_it_may_be_cancelled_up_to_the_last_instant_and_the_page_says_so(
    applicant: Applicant, window_app: Flask, clock: StandingClock, town: Town, procedure: Procedure
) -> None:
    applicant.applies_for(procedure, DAYS[procedure.name])
    name = next(name for name, each in TOWNS.items() if each is town)
    until = UNTIL[name, procedure.name]
    assert f"{until}まで取り消せます" in applicant.sees_my_page().text
    last = seen(window_app, applicant)[2].application.cancel_until.replace(tzinfo=UTC)
    assert (
        on_the_wall(last)
        .strftime("%Y年（令和8年）%-m月%-d日（{}）%H:%M")
        .format("月火水木金土日"[on_the_wall(last).weekday()])
        == until
    )
    if until.endswith("23:59"):
        assert (on_the_wall(last) + INSTANT).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    clock.instant = last
    assert seen(window_app, applicant)[2].may_cancel
    assert applicant.sees_my_page().has("data-action", "ask-cancel")
    clock.instant = last + INSTANT
    window, token, page = seen(window_app, applicant)
    assert not page.may_cancel
    with pytest.raises(TooLate):
        cancel(window, token)
    page_in_words = applicant.sees_my_page()
    assert not page_in_words.has("data-action", "ask-cancel")
    assert town.phone in page_in_words.text


@pytest.mark.parametrize("town", [TOWNS["shipped"]])
def test_the_deadline_reads_well_in_english_too(applicant: Applicant) -> None:
    applicant.applies_for(PROCEDURES["start"], DAYS["start"])
    page = applicant.open_my_page(applicant.newest("received")["secret"], "en")
    assert "You can cancel until Wed 9 Dec 2026 (Reiwa 8), 23:59." in page.text


@pytest.mark.parametrize("town", [TOWNS["shipped"]])
def test_who_applies_on_a_holiday_for_the_first_possible_stop_can_still_cancel_it(
    applicant: Applicant, window_app: Flask, clock: StandingClock
) -> None:
    """By the terms alone the deadline would have been the Friday before the application."""
    assert clock.now() == datetime(2026, 11, 23, 3, tzinfo=UTC)
    applicant.applies_for(PROCEDURES["stop"], STOP_DATE.as_typed("2026-11-26"))
    assert seen(window_app, applicant)[2].may_cancel
    assert "2026年（令和8年）11月24日（火）12:00まで取り消せます" in applicant.sees_my_page().text
