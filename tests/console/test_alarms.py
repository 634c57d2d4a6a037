"""The alarms on their page and in the head of every page; none of them tells anything of a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from admin.app import create_app
from admin.settings import ConsoleSettings
from admin.signing import Times
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.store.outbox import Delivery, mails_about
from tests.console.clerk import Clerk
from tests.console.conftest import Enter
from tests.console.desk import row
from tests.console.pages import Page
from tests.scenery import EMAIL, StandingClock


def alarms(page: Page) -> dict[str, int]:
    """The kinds of alarms that are on, with their counts."""
    marked = [each.attrib for each in page.all("section") if "data-alarm" in each.attrib]
    return {each["data-alarm"]: int(each["data-count"]) for each in marked if each["data-count"] != "0"}


def test_what_was_not_printed_in_a_day_of_the_desk_is_an_alarm_until_it_is_printed(
    sato: Clerk, reference: str, clock: StandingClock
) -> None:
    assert alarms(sato.sees("/alarms")) == {}
    clock.pass_by(days=2)
    page = sato.sees("/alarms")
    assert alarms(page) == {"not_printed": 1}
    assert page.marks("data-reference") == [reference]
    assert sato.sees("/queue").marks("data-alarms") == ["1"]
    for words in ("髙﨑", "栄町", EMAIL):
        assert words not in page.text
    sato.prints(reference)
    assert alarms(sato.sees("/alarms")) == {}


def test_printed_and_not_keyed_by_the_evening_is_an_alarm_until_it_is_keyed(
    sato: Clerk, reference: str, clock: StandingClock
) -> None:
    clock.pass_by(days=1)
    serial = sato.prints(reference)
    clock.pass_by(hours=7)  # noon to 19:00
    assert alarms(sato.sees("/alarms")) == {"not_keyed": 1}
    sato.keys(reference, serial)
    assert alarms(sato.sees("/alarms")) == {}


def test_a_near_day_and_an_old_question_are_alarms(sato: Clerk, reference: str, clock: StandingClock) -> None:
    sato.presses(sato.cover(reference), "ask", question="room")
    sato.prints(reference)
    clock.pass_by(days=16)  # 9 December, for the 10th
    assert alarms(sato.sees("/alarms")) == {"not_checked": 1, "not_keyed": 1, "inquiry": 1}


def test_a_parked_mail_is_an_alarm(sato: Clerk, reference: str, store: Store) -> None:
    with store.writing() as session:
        mails_about(session, row(store, reference).id)[0].state = Delivery.PARKED.value
    assert alarms(sato.sees("/alarms")) == {"parked": 1}


def test_five_wrong_sign_ins_alarm_the_supervisor_and_the_city_and_no_clerk(
    app: Flask, watch: StandingClock, enter: Enter
) -> None:
    stranger = Clerk(app.test_client(), watch, "suzuki")
    for _ in range(4):
        stranger.sign_in("a wrong password")
    assert alarms(enter("tanaka").sees("/alarms")) == {}
    stranger.sign_in("a wrong password")
    assert alarms(enter("tanaka").sees("/alarms")) == {"staff": 1}
    assert "サインインの失敗" in enter("kansa").sees("/audit").text
    assert alarms(enter("sato").sees("/alarms")) == {}


def test_too_many_openings_are_one_alarm_an_hour(
    settings: ConsoleSettings,
    times: Times,
    watch: StandingClock,
    reference: str,
    store: Store,
    tanaka: Clerk,
) -> None:
    sato = Clerk(create_app(replace(settings, openings=1), times).test_client(), watch)
    watch.pass_by(minutes=1)
    sato.sign_in()
    assert [sato.opens(reference).status for _ in range(4)] == [200, 429, 429, 429]
    with store.reading() as session:
        (event,) = latest_of(session, ("alarm",), 9)
    assert (event.actor, "openings" in event.detail) == ("clerk 1", True)
    assert "申込内容の開きすぎ" in tanaka.sees("/alarms").text


def test_another_role_does_not_give_a_new_hour_of_openings(
    settings: ConsoleSettings, times: Times, watch: StandingClock, reference: str, tanaka: Clerk
) -> None:
    app = create_app(replace(settings, openings=1), times)
    sato = Clerk(app.test_client(), watch)
    watch.pass_by(minutes=1)
    sato.sign_in()
    assert sato.opens(reference).status == 200
    tanaka.presses(tanaka.sees("/staff"), "role-sato", sure="yes")
    watch.pass_by(minutes=1)
    sato.sign_in()
    assert sato.sees("/staff").status == 200
    assert sato.opens(reference, reason="inquiry").status == 429


def test_while_the_count_cant_be_had_the_page_comes_without_it(sato: Clerk, store: Store) -> None:
    with store.writing() as session:
        session.execute(text("ALTER TABLE slips RENAME TO slips_away"))
    assert sato.sees("/mails").marks("data-alarms") == []


@pytest.mark.parametrize("path", ["/queue", "/mails", "/alarms"])
def test_the_auditor_has_no_such_count(kansa: Clerk, tanaka: Clerk, path: str) -> None:
    assert kansa.sees("/audit").marks("data-alarms") == []
    assert tanaka.sees(path).marks("data-alarms") == ["0"]
