"""One supervisor is not two people: for some days an account and whoever had a hand in it count as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from admin.app import create_app
from admin.settings import ConsoleSettings
from admin.signing import Times
from intake.clock import Clock
from intake.store.engine import Store
from tests.console.clerk import CUSTOMER_NUMBER, Clerk
from tests.console.desk import cancel_on_my_page
from tests.console.pages import Page
from tests.console.test_staff_pages import enters, told
from tests.scenery import StandingClock

Ghost = tuple[str, str, str]


@pytest.fixture
def ghost(tanaka: Clerk, app: Flask, watch: StandingClock) -> Clerk:
    """An account that the supervisor made, and in truth uses."""
    made = tanaka.presses(tanaka.sees("/staff"), "add-account", username="ito", role="clerk")
    return signs_in_first(app, watch, told(made))


def signs_in_first(app: Flask, watch: StandingClock, made: Ghost) -> Clerk:
    person = enters(app, watch, *made)
    own = "a sentence of my own"
    person.presses(person.sees("/password"), "change-password", password=own, again=own)
    return person


def checks(clerk: Clerk, reference: str) -> Page:
    return clerk.presses(clerk.opens(reference), "checked")


def test_who_made_an_account_cant_have_the_own_work_checked_by_it_but_a_colleague_can_check(
    tanaka: Clerk, ghost: Clerk, sato: Clerk, reference: str
) -> None:
    tanaka.keys(reference, tanaka.prints(reference))
    page = checks(ghost, reference)
    assert page.status == 403
    assert "直近30日以内" in page.text
    assert "ほかの職員が確認してください" in page.text
    assert "keyed" in tanaka.cover(reference).marks("data-status")
    assert checks(sato, reference).status == 200


def test_nor_can_the_supervisor_check_what_the_made_account_has_keyed(
    tanaka: Clerk, ghost: Clerk, reference: str
) -> None:
    ghost.keys(reference, ghost.prints(reference))
    assert checks(tanaka, reference).status == 403


def test_after_the_days_they_are_two_people(
    tanaka: Clerk, ghost: Clerk, reference: str, clock: StandingClock
) -> None:
    tanaka.keys(reference, tanaka.prints(reference))
    clock.pass_by(days=31)
    assert checks(ghost, reference).status == 200


@pytest.mark.parametrize("act", ["recover", "role"])
def test_a_recovered_account_or_a_given_role_counts_like_a_new_one(
    tanaka: Clerk, app: Flask, watch: StandingClock, reference: str, act: str
) -> None:
    tanaka.keys(reference, tanaka.prints(reference))
    if act == "recover":
        suzuki = signs_in_first(app, watch, told(tanaka.presses(tanaka.sees("/staff"), "recover-suzuki")))
    else:
        tanaka.presses(tanaka.sees("/staff"), "role-suzuki", sure="yes")
        watch.pass_by(minutes=1)
        suzuki = Clerk(app.test_client(), watch, "suzuki")
        suzuki.sign_in()
    assert checks(suzuki, reference).status == 403


def test_an_undone_cancellation_is_not_confirmed_by_the_made_account(
    tanaka: Clerk, ghost: Clerk, sato: Clerk, reference: str, store: Store, clock: Clock
) -> None:
    serial = sato.prints(reference)
    sato.keys(reference, serial)
    cancel_on_my_page(store, reference, clock)
    tanaka.presses(tanaka.cover(reference), "undo", serials=str(serial), customer_number=CUSTOMER_NUMBER)
    assert ghost.presses(ghost.cover(reference), "confirm-cancel").status == 403
    assert sato.presses(sato.cover(reference), "confirm-cancel").status == 200


def test_a_centre_can_set_other_days(
    settings: ConsoleSettings, times: Times, tanaka: Clerk, watch: StandingClock, ghost: Clerk, reference: str
) -> None:
    tanaka.keys(reference, tanaka.prints(reference))
    ghost.client = _carried_to(create_app(replace(settings, apart=timedelta(0)), times), ghost)
    assert checks(ghost, reference).status == 200


def _carried_to(app: Flask, clerk: Clerk) -> FlaskClient:
    client, cookie = app.test_client(), clerk.client.get_cookie("__Host-console")
    assert cookie
    client.environ_base["HTTPS"] = "on"
    client.set_cookie("__Host-console", cookie.value, secure=True)
    return client


def test_added_recovered_and_raised_accounts_stand_with_the_alarms_of_supervisor_and_city(
    tanaka: Clerk, kansa: Clerk, sato: Clerk
) -> None:
    staff = tanaka.sees("/staff")
    tanaka.presses(staff, "add-account", username="ito", role="clerk")
    tanaka.presses(staff, "recover-suzuki")
    tanaka.presses(staff, "role-suzuki", sure="yes")
    page = tanaka.sees("/alarms")
    assert page.marks("data-event") == ["staff_role", "staff_recovered", "staff_added"]
    assert "市の監査担当" in page.text
    assert sato.sees("/alarms").marks("data-event") == []
    alarms = kansa.sees("/audit").all("section")
    shown = [section for section in alarms if section.find("h2") is not None]
    acts = [
        row.attrib["data-event"] for section in shown for row in section.iter("tr") if "data-event" in row.attrib
    ]
    assert acts[:3] == ["staff_role", "staff_recovered", "staff_added"]
