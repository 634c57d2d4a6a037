"""Pages that people look for: made from register, settings and town, so that they can't fall behind."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from intake.procedures import offered
from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.tour import INFORMATION as PAGES
from tests.scenery import StandingClock
from webapp.accessibility import read_results


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_leads_to_every_page_that_people_look_for(resident: Resident, language: str) -> None:
    for path in ("", *PAGES, "nothing"):
        page = resident.get(f"/{language}/{path}")
        links = {each["href"] for each in page.all("a")}
        assert {f"/{language}/{each}" for each in PAGES} <= links, path


def test_all_pages_lists_each_procedure_of_the_town(resident: Resident, town: Town) -> None:
    links = {each["href"] for each in resident.get("/ja/pages").all("a")}
    assert {f"/ja/apply/{procedure.name}" for procedure in offered(town)} <= links


@pytest.mark.parametrize("path", ["", "apply/start", "status"])
def test_who_is_asked_to_get_in_touch_is_told_more_than_a_phone_number(
    resident: Resident, town: Town, path: str
) -> None:
    before_help = resident.get(f"/ja/{path}").text.partition("お困りのときは")[0]
    assert f"電話 {town.phone}、ファクス {town.fax}、メール {town.email}" in before_help


def test_who_gets_no_mail_or_has_no_printer_need_not_phone(resident: Resident, town: Town) -> None:
    waiting = resident.ask_for_link().text.partition("お困りのときは")[0]
    assert f"電話 {town.phone}、ファクス {town.fax}" in waiting
    assert "電話かファクスでお申し出ください" in resident.get("/ja/without-email").text


@pytest.mark.parametrize("path", [*(f"ja/{each}" for each in PAGES), "ja/", "en/apply/start"])
def test_a_page_has_one_primary_button_at_most(resident: Resident, path: str) -> None:
    page = resident.get(f"/{path}")
    assert len([each for each in page.all("a", "button") if each.get("class") == "button"]) <= 1


def test_the_privacy_notice_names_everything_that_is_asked_and_why(resident: Resident, town: Town) -> None:
    text = resident.get("/en/privacy").text
    for procedure in offered(town):
        for field in procedure.fields:
            assert field.purpose.message in text
            assert field.label.message in text
    for days in (town.retention.application_days, town.retention.resident_copy_days, town.retention.backup_days):
        assert f"{days} days" in text


@pytest.mark.check(27)
def test_the_cookie_page_tells_of_the_cookie_that_is_really_set(resident: Resident, window_app: Flask) -> None:
    page = resident.get("/en/cookies")
    resident.get("/en/apply/start/email")
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie
    assert page.hook("data-cookie") == "__Host-window"
    assert "Secure, HttpOnly, SameSite=Lax, Path=/" in page.text
    assert f"{int(window_app.permanent_session_lifetime / timedelta(hours=1))} hours" in page.text


def test_the_contact_page_says_every_way_and_whether_somebody_answers_now(
    resident: Resident, town: Town, clock: StandingClock
) -> None:
    text = resident.get("/en/contact").text
    for way in (town.phone, town.fax, town.email, town.counter("en"), "telephone relay service"):
        assert way in text
    assert "Closed now." in text, "a public holiday"
    clock.pass_by(days=1)
    assert "Open now, until 19:00 today" in resident.get("/en/contact").text


@pytest.mark.check(26)
def test_help_on_each_page_has_the_hours_of_today_at_the_same_place(
    resident: Resident, clock: StandingClock
) -> None:
    clock.pass_by(days=1)
    for path in ("", *PAGES, "nothing", "apply/start"):
        assert "今日は19:00まで" in resident.get(f"/ja/{path}").text.split("お困りのときは")[1]


def test_the_accessibility_page_claims_nothing_that_no_run_has_shown(resident: Resident, tmp_path: Path) -> None:
    assert read_results(tmp_path / "none.json") is None
    if read_results() is None:
        assert resident.get("/en/accessibility").has("data-results", "none")


def test_security_txt_says_whom_to_tell_and_never_expires_while_the_window_lives(
    window_app: Flask, town: Town, clock: StandingClock
) -> None:
    client = window_app.test_client()
    for _ in range(2):
        answer = client.get("/.well-known/security.txt", base_url="https://localhost")
        told = dict(line.split(": ", 1) for line in answer.text.splitlines())
        assert answer.mimetype == "text/plain"
        assert set(told) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
        assert told["Contact"] == f"mailto:{town.email}"
        assert told["Canonical"] == "https://localhost/.well-known/security.txt"
        assert told["Preferred-Languages"] == "ja, en"  # in which somebody answers
        ahead = datetime.fromisoformat(told["Expires"]) - clock.now()
        assert timedelta(days=30) < ahead < timedelta(days=365)
        clock.pass_by(days=400)


def test_robots_may_look_and_find_that_nothing_is_to_be_listed(window_app: Flask) -> None:
    client = window_app.test_client()
    assert "User-agent: *" in client.get("/robots.txt", base_url="https://localhost").text
    assert 'content="noindex"' in client.get("/ja/", base_url="https://localhost").text
