"""Accounts and terminals in a supervisor's hands: shown once, changed first, and never the own ones."""

from __future__ import annotations

import pyotp
import pytest
import trustme
from flask import Flask

from admin.terminals import register_terminal
from intake.audit import details
from intake.clock import Clock
from intake.store.engine import Store
from intake.store.events import last_event
from tests.console.clerk import PASSWORD, Clerk
from tests.console.conftest import Enter
from tests.console.pages import Page
from tests.scenery import StandingClock


def told(page: Page) -> tuple[str, str, str]:
    """User name, first password and TOTP secret on the page that shows them once."""
    said = {name: each for each in page.all("dd") for name in each.attrib if name.startswith("data-")}
    texts = {name: "".join(each.itertext()) for name, each in said.items()}
    return texts["data-username"], texts["data-password"], texts["data-totp"].replace(" ", "")


def enters(app: Flask, watch: StandingClock, username: str, password: str, secret: str) -> Clerk:
    watch.pass_by(minutes=1)
    person = Clerk(app.test_client(), watch, username)
    totp = pyotp.TOTP(secret)
    assert person.sign_in(password, totp.generate_otp(totp.timecode(watch.now()))).status_code == 303
    return person


def newest(store: Store) -> tuple[str, str, dict[str, str | int]]:
    with store.reading() as session:
        event = last_event(session)
    assert event
    return event.act, event.actor, dict(details(event))


def test_a_new_account_has_to_choose_a_password_before_anything_else(
    tanaka: Clerk, app: Flask, watch: StandingClock, store: Store
) -> None:
    made = tanaka.presses(tanaka.sees("/staff"), "add-account", username="ito", role="clerk")
    assert newest(store) == ("staff_added", "supervisor 3", {"account": 5, "role": "clerk"})
    username, password, secret = told(made)
    assert password not in tanaka.sees("/staff").text
    ito = enters(app, watch, username, password, secret)
    for path in ("/queue", "/alarms", "/kept"):
        assert ito.sees(path).heading == "自分のパスワード"
    page = ito.sees("/password")
    assert ito.presses(page, "change-password", password="short", again="short").status == 422
    assert ito.presses(page, "change-password", password="a sentence of mine", again="another one").status == 422
    ito.presses(page, "change-password", password="a sentence of mine", again="a sentence of mine")
    assert newest(store)[:2] == ("password_changed", "clerk 5")
    assert ito.sees("/queue").status == 200
    enters(app, watch, username, "a sentence of mine", secret)


def test_a_recovered_account_is_signed_out_everywhere_and_the_old_proof_is_worth_nothing(
    tanaka: Clerk, sato: Clerk, app: Flask, watch: StandingClock, store: Store
) -> None:
    for _ in range(6):
        Clerk(app.test_client(), watch, "sato").sign_in("a wrong password")
    made = tanaka.presses(tanaka.sees("/staff"), "recover-sato")
    assert newest(store) == ("staff_recovered", "supervisor 3", {"account": 1, "role": "clerk"})
    assert sato.sees("/queue").actions == ["sign-in"]
    watch.pass_by(minutes=20)
    assert sato.sign_in().status_code == 403
    enters(app, watch, *told(made))


def test_an_ended_account_is_out_and_its_number_stays(tanaka: Clerk, sato: Clerk, store: Store) -> None:
    page = tanaka.presses(tanaka.sees("/staff"), "end-sato", sure="yes")
    assert newest(store)[:2] == ("staff_ended", "supervisor 3")
    assert sato.sees("/queue").actions == ["sign-in"]
    assert "end-sato" not in page.actions
    assert "1" in page.marks("data-account")


def test_a_role_is_given_and_its_person_signs_in_again(enter: Enter, tanaka: Clerk, store: Store) -> None:
    sato = enter("sato")
    assert sato.sees("/staff").status == 403
    tanaka.presses(tanaka.sees("/staff"), "role-sato", sure="yes")
    assert newest(store) == ("staff_role", "supervisor 3", {"account": 1, "role": "supervisor"})
    assert sato.sees("/queue").actions == ["sign-in"]
    assert enter("sato").sees("/staff").status == 200


@pytest.mark.parametrize("act", ["end", "recover", "role"])
@pytest.mark.parametrize("account", [3, 4])
def test_nobody_changes_the_own_account_or_one_of_the_city(tanaka: Clerk, act: str, account: int) -> None:
    page = tanaka.sees("/staff")
    assert not [each for each in page.actions if each.endswith(("-tanaka", "-kansa"))]
    sent = page.form("add-account").fields | {"role": "clerk", "sure": "yes"}
    assert tanaka.client.post(f"/staff/{account}/{act}", data=sent).status_code == 403


def test_no_auditor_is_made_at_the_console(tanaka: Clerk) -> None:
    fields = tanaka.sees("/staff").form("add-account").fields | {"username": "ito", "role": "auditor"}
    assert tanaka.client.post("/staff", data=fields).status_code == 403


@pytest.mark.parametrize("username", ["sato", "", "<b>", "Ito"])
def test_a_taken_or_unusable_name_makes_no_account(tanaka: Clerk, username: str) -> None:
    assert tanaka.presses(tanaka.sees("/staff"), "add-account", username=username, role="clerk").status == 422
    assert len(tanaka.sees("/staff").marks("data-account")) == 4


def test_the_auditor_reads_and_has_no_buttons(kansa: Clerk) -> None:
    for path in ("/staff", "/terminals"):
        actions = kansa.sees(path).actions
        assert set(actions) == {"sign-out", "sign-out-everywhere"}


def test_a_terminal_is_shut_out_but_never_the_one_in_use(
    app: Flask, watch: StandingClock, store: Store, authority: trustme.CA, clock: Clock
) -> None:
    mine, lost = (authority.issue_cert(name).cert_chain_pems[0].bytes().decode() for name in ("mine", "lost"))
    register_terminal(store, "desk-1", mine, clock.now())
    register_terminal(store, "desk-2", lost, clock.now())
    tanaka = Clerk(app.test_client(), watch, "tanaka")
    tanaka.client.environ_base["SSL_CLIENT_CERT"] = mine
    tanaka.sign_in()
    page = tanaka.sees("/terminals")
    assert "revoke-desk-1" not in page.actions
    form = page.form("revoke-desk-2")
    assert tanaka.client.post(form.action, data=form.fields | {"sure": "yes", "name": "desk-1"}).status_code == 403
    assert tanaka.client.post(form.action, data=form.fields | {"sure": "yes", "name": "desk-9"}).status_code == 404
    assert tanaka.presses(page, "revoke-desk-2", sure="yes").marks("data-valid") == ["yes", "no"]
    assert newest(store)[:2] == ("terminal_revoked", "supervisor 3")


@pytest.mark.parametrize("act", ["end-sato", "role-sato"])
def test_without_the_tick_nobody_loses_account_or_role(tanaka: Clerk, sato: Clerk, store: Store, act: str) -> None:
    page = tanaka.presses(tanaka.sees("/staff"), act)
    assert (page.status, page.heading) == (200, "職員")
    assert "確認欄にチェックを入れて" in page.text
    assert newest(store)[0] == "signed_in"
    assert "sign-in" not in sato.sees("/queue").actions


def test_without_the_tick_no_terminal_is_shut_out(
    tanaka: Clerk, store: Store, authority: trustme.CA, clock: Clock
) -> None:
    register_terminal(
        store, "desk-1", authority.issue_cert("one").cert_chain_pems[0].bytes().decode(), clock.now()
    )
    page = tanaka.presses(tanaka.sees("/terminals"), "revoke-desk-1")
    assert page.marks("data-valid") == ["yes"]
    assert "確認欄にチェックを入れて" in page.text


def test_the_own_password_is_changed_with_the_present_one_only_and_wrong_ones_have_to_wait(
    sato: Clerk, watch: StandingClock
) -> None:
    new = {"password": "a sentence of mine", "again": "a sentence of mine"}
    refused = [
        sato.presses(sato.sees("/password"), "change-password", present=present, **new)
        for present in ("", "a wrong one", "another wrong one", "a fourth", PASSWORD)
    ]
    assert [page.status for page in refused] == [403] * 5
    assert "待ち時間中" in refused[-1].text
    watch.pass_by(seconds=17)
    page = sato.presses(sato.sees("/password"), "change-password", present=PASSWORD, **new)
    assert page.status == 200
    watch.pass_by(minutes=1)
    assert Clerk(sato.client.application.test_client(), watch).sign_in("a sentence of mine").status_code == 303
