"""Signing in: password and code, neutral refusals, waits, and sittings that end."""

from __future__ import annotations

import pytest
import trustme
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from admin.signing import LONGEST_WAIT, wait_after
from admin.staff import end_account
from admin.terminals import register_terminal
from intake.store.accounts import Turn, account_by_name
from intake.store.engine import Store
from tests.console.clerk import PASSWORD, Clerk, code
from tests.console.pages import Page
from tests.scenery import StandingClock


@pytest.fixture
def stranger(app: Flask, watch: StandingClock) -> Clerk:
    return Clerk(app.test_client(), watch)


def test_a_stranger_is_sent_to_the_door(stranger: Clerk) -> None:
    for path in ("/", "/queue", "/applications/4120703957", "/slips/1", "/slips/1.pdf", "/mails", "/audit"):
        assert stranger.sees(path).actions == ["sign-in"]


@pytest.mark.check(17)
def test_a_password_manager_knows_what_is_asked_at_the_door(stranger: Clerk) -> None:
    tokens = stranger.sees("/sign-in").marks("autocomplete")
    assert tokens == ["username", "current-password", "one-time-code"]


def test_any_wrong_part_gets_the_same_answer(stranger: Clerk, watch: StandingClock) -> None:
    answers = []
    for username, password, totp in (
        ("sato", "a wrong password", code("sato", watch)),
        ("sato", PASSWORD, "000000"),
        ("sato", PASSWORD, "１２３４５ろ"),
        ("nobody", PASSWORD, "000000"),
        ("", "", ""),
    ):
        stranger.username = username
        answer = stranger.sign_in(password, totp or "-")
        answers.append(Page(answer))
        watch.pass_by(minutes=20)
    assert {(page.status, page.text) for page in answers} == {(403, answers[0].text)}


def test_a_code_works_once(stranger: Clerk, app: Flask, watch: StandingClock) -> None:
    assert stranger.sign_in().status_code == 303
    assert Clerk(app.test_client(), watch).sign_in().status_code == 403
    watch.pass_by(seconds=30)
    assert Clerk(app.test_client(), watch).sign_in().status_code == 303


@pytest.mark.parametrize(("steps", "status"), [(-2, 403), (-1, 303), (1, 303), (2, 403)])
def test_a_phones_clock_may_be_half_a_minute_off(
    stranger: Clerk, watch: StandingClock, steps: int, status: int
) -> None:
    assert stranger.sign_in(totp=code("sato", watch, steps)).status_code == status


def test_codes_follow_the_real_world_and_not_the_desks_moved_calendar(
    stranger: Clerk, clock: StandingClock, watch: StandingClock
) -> None:
    assert clock.now() != watch.now()
    assert stranger.sign_in(totp=code("sato", clock)).status_code == 403
    assert stranger.sign_in().status_code == 303


def test_after_the_fourth_failure_even_the_right_password_has_to_wait(
    stranger: Clerk, watch: StandingClock
) -> None:
    for _ in range(4):
        stranger.sign_in("a wrong password")
    watch.pass_by(seconds=15)
    assert stranger.sign_in().status_code == 403
    watch.pass_by(seconds=2)
    assert stranger.sign_in().status_code == 303


def test_failures_at_one_terminal_lock_nobody_out_at_another(
    stranger: Clerk, app: Flask, store: Store, authority: trustme.CA, watch: StandingClock, clock: StandingClock
) -> None:
    for _ in range(8):
        stranger.sign_in("a wrong password")
    assert stranger.sign_in().status_code == 403
    certificate = authority.issue_cert("desk-2").cert_chain_pems[0].bytes().decode()
    register_terminal(store, "desk-2", certificate, clock.now())
    elsewhere = Clerk(app.test_client(), watch)
    elsewhere.client.environ_base["SSL_CLIENT_CERT"] = certificate
    assert elsewhere.sign_in().status_code == 303
    watch.pass_by(seconds=31)
    assert stranger.sign_in("a wrong password").status_code == 403, "elsewhere forgives nothing here"
    assert stranger.sign_in().status_code == 403


def test_a_sign_in_forgives_the_failures_before(stranger: Clerk, store: Store) -> None:
    stranger.sign_in("a wrong password")
    stranger.sign_in()
    with store.reading() as session:
        account = account_by_name(session, "sato")
        assert account
        assert session.get(Turn, (account.id, "")) is None


@given(st.integers(min_value=0, max_value=2000))
def test_waits_never_shrink_and_never_exceed_a_quarter_of_an_hour(failures: int) -> None:
    this, following = wait_after(failures), wait_after(failures + 1)
    assert this is None or (following is not None and this <= following)
    assert this is None or this.total_seconds() <= LONGEST_WAIT


def test_a_sitting_ends_after_twenty_minutes_without_use(sato: Clerk, watch: StandingClock) -> None:
    for _ in range(3):
        watch.pass_by(minutes=19)
        assert sato.sees("/queue").actions != ["sign-in"]
    watch.pass_by(minutes=20)
    ended = sato.sees("/queue")
    assert ended.actions == ["sign-in"]
    assert "サインアウトしました" in ended.text


def test_a_sitting_ends_after_nine_hours_of_use(sato: Clerk, watch: StandingClock) -> None:
    for _ in range(38):
        watch.pass_by(minutes=14)
        sato.sees("/queue")
    watch.pass_by(minutes=14)
    assert sato.sees("/queue").actions == ["sign-in"]


def test_the_token_is_a_new_one_at_each_sign_in(stranger: Clerk, watch: StandingClock) -> None:
    before = stranger.client.get("/sign-in").headers["Set-Cookie"]
    stranger.sign_in()
    with stranger.client.session_transaction(base_url="https://localhost") as session:
        first = session["sitting"]
    watch.pass_by(minutes=21)
    stranger.sign_in()
    with stranger.client.session_transaction(base_url="https://localhost") as session:
        assert session["sitting"] != first
    for word in ("__Host-console=", "Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
        assert word in before


def test_a_copied_cookie_is_worthless_after_signing_out(sato: Clerk, app: Flask, watch: StandingClock) -> None:
    copied = sato.client.get_cookie("__Host-console")
    assert copied
    sato.presses(sato.sees("/queue"), "sign-out")
    thief = Clerk(app.test_client(), watch)
    thief.client.set_cookie("__Host-console", copied.value, secure=True)
    assert thief.sees("/queue").actions == ["sign-in"]


def test_a_cookie_that_was_carried_to_another_terminal_opens_nothing_there_and_the_sitting_goes_on(
    app: Flask, watch: StandingClock, store: Store, authority: trustme.CA, clock: StandingClock
) -> None:
    here, there = (authority.issue_cert(name).cert_chain_pems[0].bytes().decode() for name in ("here", "there"))
    register_terminal(store, "desk-1", here, clock.now())
    register_terminal(store, "desk-2", there, clock.now())
    sato = Clerk(app.test_client(), watch)
    sato.client.environ_base["SSL_CLIENT_CERT"] = here
    assert sato.sign_in().status_code == 303
    copied = sato.client.get_cookie("__Host-console")
    assert copied
    thief = Clerk(app.test_client(), watch)
    thief.client.environ_base["SSL_CLIENT_CERT"] = there
    thief.client.set_cookie("__Host-console", copied.value, secure=True)
    page = thief.sees("/queue")
    assert page.actions == ["sign-in"]
    assert "その端末だけで有効" in page.text
    assert sato.sees("/queue").status == 200
    assert "sign-in" not in sato.sees("/queue").actions


def test_signing_out_everywhere_ends_the_other_browser_too(sato: Clerk, app: Flask, watch: StandingClock) -> None:
    other = Clerk(app.test_client(), watch)
    watch.pass_by(minutes=1)
    other.sign_in()
    sato.presses(sato.sees("/queue"), "sign-out-everywhere")
    assert other.sees("/queue").actions == ["sign-in"]


def test_who_has_left_is_out_at_once(sato: Clerk, store: Store, clock: StandingClock) -> None:
    end_account(store, "sato", clock)
    assert sato.sees("/queue").actions == ["sign-in"]
    assert sato.sign_in().status_code == 403
