"""Signing in and out, and what every answer carries."""

import re

import pytest
from sqlalchemy import select

from billing.database import Database
from billing.tables import SignInTurn, Staff
from tests.billing.paper import PASSWORD, SITE, SLIP, Hands, Wristwatch


def without_token(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)


def test_wrong_name_wrong_password_and_locked_name_get_the_same_answer(stranger: Hands) -> None:
    answers = [stranger.sign_in("nobody", "x" * 12), stranger.sign_in("sato", "x" * 12)]
    answers += [stranger.sign_in("suzuki", "x" * 12) for _ in range(5)]
    answers.append(stranger.sign_in("suzuki", PASSWORD))
    assert {answer.status_code for answer in answers} == {403}
    assert len({without_token(answer.text) for answer in answers}) == 1


def test_five_wrong_passwords_lock_a_name_for_sixty_seconds(stranger: Hands, watch: Wristwatch) -> None:
    for _ in range(5):
        stranger.sign_in("sato", "wrong password")
    watch.wait(59)
    assert stranger.sign_in("sato").status_code == 403
    watch.wait(2)
    assert stranger.sign_in("sato").status_code == 303


def test_four_wrong_passwords_lock_nobody_and_the_right_one_forgives_them(stranger: Hands) -> None:
    for _ in range(2):
        for _ in range(4):
            stranger.sign_in("sato", "wrong password")
        assert stranger.sign_in("sato").status_code == 303
        stranger.press("/registrations", "/sign-out")


def test_passwords_are_kept_as_argon2id_and_tried_names_not_at_all(stranger: Hands, database: Database) -> None:
    stranger.sign_in("my-secret-typed-here")
    with database.reading() as books:
        assert all(digest.startswith("$argon2id$") for digest in books.scalars(select(Staff.password_hash)))
        assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in books.scalars(select(SignInTurn.mark)))


def test_a_copied_cookie_is_worthless_after_the_sign_out(sato: Hands) -> None:
    cookie = sato.client.get_cookie("__Host-billing")
    assert cookie
    sato.press("/registrations", "/sign-out")
    sato.client.set_cookie("__Host-billing", cookie.value, secure=True)
    assert sato.look("/registrations").location == "/sign-in"


def test_a_form_without_its_token_changes_nothing(sato: Hands) -> None:
    assert sato.post("/registrations/new", **SLIP).status_code == 400
    assert sato.look("/registrations/1").status_code == 404


def test_a_form_sent_from_another_site_changes_nothing(sato: Hands) -> None:
    """Another site can't read the token; and it would not get the cookie, which is SameSite=Strict."""
    for foreign in ({}, {"csrf_token": "guessed"}):
        answer = sato.client.post("/registrations/new", data={**SLIP, **foreign}, base_url=SITE)
        assert answer.status_code == 400


def test_the_session_cookie_is_bound_to_this_host_and_unreadable_by_scripts(stranger: Hands) -> None:
    cookie = stranger.sign_in("sato").headers["Set-Cookie"]
    assert cookie.startswith("__Host-billing=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "path", ["/sign-in", "/alive", "/nowhere", "/static/billing.css", "/registrations", "/lang/en"]
)
def test_every_answer_carries_the_protecting_headers(stranger: Hands, path: str) -> None:
    headers = stranger.look(path).headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert "max-age=" in headers["Strict-Transport-Security"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_the_health_route_says_alive_and_makes_no_session(stranger: Hands) -> None:
    answer = stranger.look("/alive")
    assert (answer.status_code, answer.text) == (200, "alive\n")
    assert "Set-Cookie" not in answer.headers
