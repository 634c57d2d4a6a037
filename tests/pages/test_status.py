"""The status page tells the truth, soon, and of nobody."""

import sqlite3

import pytest
from flask import Flask

from intake.store.engine import Store
from tests.pages.judge import Page
from tests.pages.resident import Resident
from tests.scenery import EMAIL, StandingClock


def status(resident: Resident, clock: StandingClock) -> tuple[Page, str, str]:
    """The page half a minute later, when it looks again."""
    clock.pass_by(seconds=31)
    page = resident.get("/ja/status")
    return page, page.hook("data-accepting"), page.hook("data-mails")


def test_on_a_quiet_day_all_is_well(resident: Resident, clock: StandingClock) -> None:
    assert status(resident, clock)[1:] == ("yes", "yes")


def test_a_mail_that_waits_too_long_is_told_with_its_age_and_nothing_else(
    resident: Resident, clock: StandingClock
) -> None:
    resident.ask_for_link()
    assert status(resident, clock)[2] == "yes"
    clock.pass_by(minutes=12)
    page, accepting, mails = status(resident, clock)
    assert (accepting, mails) == ("yes", "late")
    assert "13分前" in page.text
    assert EMAIL not in page.text


def test_a_mail_that_waits_since_yesterday_is_told_in_hours(resident: Resident, clock: StandingClock) -> None:
    resident.ask_for_link()
    clock.pass_by(hours=25)
    page = status(resident, clock)[0]
    assert "25時間前" in page.text
    assert "分前" not in page.text


@pytest.mark.on_file
def test_a_database_that_takes_nothing_is_told(
    resident: Resident, window_app: Flask, store: Store, clock: StandingClock
) -> None:
    window_app.extensions["window"].standing.store = Store(str(store.engine.url), busy_milliseconds=50)
    lock = sqlite3.connect(str(store.engine.url.database), isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert status(resident, clock)[1:] == ("no", "unknown")
    lock.execute("ROLLBACK")
    lock.close()
    assert status(resident, clock)[1:] == ("yes", "yes")


def test_it_looks_every_half_minute_at_most_and_remembers_since_when_it_is_so(
    resident: Resident, clock: StandingClock
) -> None:
    first = status(resident, clock)[0].text
    clock.pass_by(seconds=29)
    assert resident.get("/ja/status").text == first
    clock.pass_by(hours=1)
    later = resident.get("/ja/status").text
    assert "12:00" in later
    assert "13:01" in later


@pytest.mark.on_file
def test_looking_writes_nothing(resident: Resident, store: Store, clock: StandingClock) -> None:
    with store.engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar()
        status(resident, clock)
        assert connection.exec_driver_sql("PRAGMA data_version").scalar() == before
