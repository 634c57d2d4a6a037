"""A draft lives for a day: until then nothing of it is lost, and afterwards a new link is one press away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from itsdangerous.encoding import base64_encode

from intake.store.engine import Store
from tests.pages.resident import Resident
from tests.scenery import ANSWERS, StandingClock
from webapp.links import ExpiredLink, ForgedLink, Links, new_link_secret

Another = Callable[[], Resident]
TYPED = ANSWERS | {"note": "犬がいます", "room": "２０４", "family_kana": "たかさき"}
STEPS = ("place", "who", "payment")


def typed_everywhere(resident: Resident, form: str) -> dict[str, str]:
    """What stands in the controls of all pages of a form."""
    seen: dict[str, str] = {}
    for step in STEPS:
        page = resident.get(f"{form}/{step}")
        assert resident.path == f"{form}/{step}"
        seen |= {each["name"]: each.get("value", "") for each in page.all("input") if each.get("type") != "radio"}
        seen |= {each["name"]: each["value"] for each in page.all("input") if "checked" in each}
        seen |= {page.all("select")[0]["name"]: each["value"] for each in page.all("option") if "selected" in each}
        seen |= {"note": TYPED["note"]} if page.all("textarea") and TYPED["note"] in page.text else {}
    return {name: value for name, value in seen.items() if name in TYPED}


def new_link(resident: Resident) -> str:
    """Where the offer of a new link leads."""
    (offer,) = [each["href"] for each in resident.page.all("a") if each.get("data-action") == "new-link"]
    return offer


def begin(resident: Resident) -> str:
    """A form that is filled in up to the check page; returns its address."""
    resident.prove_by_code()
    form = resident.path.rpartition("/")[0]
    resident.fill_in(**TYPED)
    return form


def start_anew(resident: Resident) -> None:
    """Follow the offer, also by way of the list, and find an empty form that works."""
    resident.get(new_link(resident))
    for step in ("data-procedure", "data-action"):
        if not resident.page.has("name", "email"):
            resident.get(next(each["href"] for each in resident.page.all("a") if step in each))
    resident.press(email="hanako@resident.example")
    resident.press(code=resident.newest("verification")["code"])
    assert resident.path.endswith("/place")
    assert resident.page.value("lot") == ""
    resident.fill_in(start_date_day="12")
    assert resident.press().hook("data-reference")


@pytest.mark.check(21)
def test_a_minute_before_the_day_is_over_every_typed_value_is_there(
    resident: Resident, another_resident: Another, clock: StandingClock
) -> None:
    form = begin(resident)
    clock.pass_by(hours=23, minutes=59)
    assert typed_everywhere(resident, form) == TYPED
    other = another_resident()
    other.follow_link(resident.newest("verification")["token"])
    assert other.status == 200
    assert typed_everywhere(other, other.path.rpartition("/")[0]) == TYPED


@pytest.mark.check(21)
@pytest.mark.parametrize("step", [*STEPS, "check"])
def test_a_minute_after_it_every_page_offers_a_new_link_that_works(
    resident: Resident, clock: StandingClock, step: str
) -> None:
    form = begin(resident)
    clock.pass_by(hours=24, minutes=1)
    resident.get(f"{form}/{step}")
    assert (resident.status, resident.page.hook("data-trouble")) == (410, "visit_over")
    start_anew(resident)


def test_a_page_sent_after_the_day_is_answered_alike(resident: Resident, clock: StandingClock) -> None:
    form = begin(resident)
    resident.get(f"{form}/place")
    clock.pass_by(hours=24, minutes=1)
    resident.press(**TYPED)
    assert (resident.status, new_link(resident)) == (410, "/ja/")


@pytest.mark.check(21)
def test_an_expired_link_offers_a_new_one_that_works(
    resident: Resident, another_resident: Another, clock: StandingClock
) -> None:
    begin(resident)
    clock.pass_by(hours=24, minutes=1)
    other = another_resident()
    other.follow_link(resident.newest("verification")["token"])
    assert other.status == 422
    assert "期限（24時間）が切れました" in other.page.text
    assert new_link(other) == "/ja/apply/start/email"
    start_anew(other)


def test_a_replaced_link_says_that_a_newer_mail_is_there(resident: Resident, another_resident: Another) -> None:
    resident.ask_for_link()
    old = resident.newest("verification")["token"]
    resident.send_again()
    other = another_resident()
    other.follow_link(old, "en")
    assert other.status == 422
    assert "newest mail" in other.page.text
    assert new_link(other) == "/en/apply/start/email"


def test_a_browser_that_never_knew_the_procedure_is_led_to_the_list(another_resident: Another) -> None:
    stranger = another_resident()
    stranger.get("/en/form/00000000/place")
    assert (stranger.status, new_link(stranger)) == (410, "/en/")


def test_a_page_sent_after_its_cookie_has_ended_says_what_is_over(resident: Resident) -> None:
    form = begin(resident)
    for address in (f"{form}/place", f"{form}/check", form.replace("/form/", "/sent/")):
        resident.client.delete_cookie("__Host-window", domain="localhost")
        answer = resident.client.post(address, data=TYPED, base_url="https://localhost")
        assert answer.status_code == 410
        assert 'data-action="new-link"' in answer.text


def test_a_page_without_its_token_while_the_visit_lasts_is_only_old(resident: Resident) -> None:
    form = begin(resident)
    answer = resident.client.post(f"{form}/place", data=TYPED, base_url="https://localhost")
    assert answer.status_code == 400
    assert 'data-trouble="page_too_old"' in answer.text
    assert 'data-action="new-link"' not in answer.text


def test_another_device_goes_on_where_the_first_one_was(resident: Resident, another_resident: Another) -> None:
    resident.prove_by_code()
    resident.press(**TYPED)
    resident.press(**TYPED)
    phone = another_resident()
    phone.follow_link(resident.newest("verification")["token"])
    assert phone.path.endswith("/payment")
    form = phone.path.rpartition("/")[0]
    phone.press(**TYPED)
    assert phone.path.endswith("/check")
    assert typed_everywhere(phone, form) == TYPED
    assert typed_everywhere(resident, resident.path.rpartition("/")[0]) == TYPED


@pytest.mark.check(20)
def test_two_tabs_that_save_different_pages_at_the_same_moment_lose_nothing(
    resident: Resident, window_app: Flask, store: Store
) -> None:
    resident.prove_by_code()
    form, token = resident.path.rpartition("/")[0], resident.page.value("csrf_token")
    cookie = resident.client.get_cookie("__Host-window")
    assert cookie

    def save(step: str) -> int:
        client = window_app.test_client(use_cookies=False)
        headers = {"Cookie": f"__Host-window={cookie.value}"}
        data = TYPED | {"csrf_token": token}
        return client.post(f"{form}/{step}", data=data, base_url="https://localhost", headers=headers).status_code

    with ThreadPoolExecutor(3) as tabs:
        assert set(tabs.map(save, STEPS * 2)) == {302}
    assert typed_everywhere(resident, form) == TYPED


@pytest.mark.check(19)
def test_back_and_reload_show_the_page_as_it_was_left(resident: Resident) -> None:
    form = begin(resident)
    for step in ("payment", "who", "place", "place", "who", "payment"):
        resident.get(f"{form}/{step}")
    assert typed_everywhere(resident, form) == TYPED
    page = resident.get(f"{form}/check")
    assert "犬がいます" in page.text


@pytest.fixture
def links(clock: StandingClock) -> Links:
    return Links("a key for tests", clock, 24)


def test_a_token_without_a_procedure_is_still_read(links: Links) -> None:
    secret = new_link_secret()
    old = links._signer().sign(base64_encode(secret)).decode()
    assert links.read(old) == secret
    assert links.procedure(old) == ""


@pytest.mark.parametrize("procedure", ["start", "name_change", "direct-debit"])
def test_a_token_knows_its_procedure_also_when_it_is_too_old(
    links: Links, clock: StandingClock, procedure: str
) -> None:
    secret = new_link_secret()
    token = links.sign(secret, procedure)
    assert links.read(f"https://localhost/ja/continue#{token}") == secret
    clock.pass_by(hours=24, seconds=1)
    with pytest.raises(ExpiredLink):
        links.read(token)
    assert links.procedure(token) == procedure


def test_the_procedure_in_a_token_cannot_be_changed(links: Links) -> None:
    token = links.sign(new_link_secret(), "start")
    changed = token.replace(".start.", ".stop.")
    assert changed != token
    with pytest.raises(ForgedLink):
        links.read(changed)
    assert links.procedure(changed) == ""


def test_a_link_about_a_procedure_that_is_no_longer_offered_leads_to_the_list(
    window_app: Flask, another_resident: Another, clock: StandingClock
) -> None:
    token = window_app.extensions["window"].links.sign(new_link_secret(), "no-such-procedure")
    clock.pass_by(hours=25)
    other = another_resident()
    other.follow_link(token)
    assert (other.status, new_link(other)) == (422, "/ja/")
