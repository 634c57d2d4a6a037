"""Each page of trouble says what happened, what to do, what is kept, and every way to reach the centre."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests, default_exceptions

from intake.town import Town
from tests.pages.resident import Resident
from tests.pages.test_translations import words
from tests.pages.tour import TROUBLES, trouble
from webapp.pacing import TooManyMails
from webapp.pages import trouble as pages


def raising(error: Exception) -> Callable[..., NoReturn]:
    """A page that fails."""

    def page(language: str) -> NoReturn:
        raise error

    return page


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("what", TROUBLES)
def test_it_helps(window_app: Flask, town: Town, what: str, language: str) -> None:
    page = trouble(window_app, language, what)
    text = words(page)
    for way in (town.phone, town.fax, town.email, town.counter(language)):
        assert way in text.split("お急ぎのとき" if language == "ja" else "If it is urgent")[1]
    assert ("今できること" if language == "ja" else "What you can do now") in text
    assert ("保存されているもの" in text or "What is kept" in text) is (what != "not_found")
    assert page.has("data-trouble", what)


def test_the_tour_knows_every_trouble() -> None:
    assert set(pages._PAGES.values()) <= set(TROUBLES)


@pytest.mark.parametrize(
    ("code", "what"),
    [(400, "bad_request"), (403, "not_allowed"), (404, "not_found"), (413, "too_large"), (500, "unexpected"),
     (503, "unavailable")],
)  # fmt: skip
def test_each_code_has_its_page(window_app: Flask, resident: Resident, code: int, what: str) -> None:
    window_app.add_url_rule("/<spoken:language>/in-trouble", view_func=raising(default_exceptions[code]()))
    assert resident.get("/ja/in-trouble").hook("data-trouble") == what
    assert resident.status == code


def test_the_address_of_a_button_says_that_it_is_one(resident: Resident) -> None:
    resident.prove_by_code()
    resident.get(resident.path.replace("/place", "/as-new"))
    assert resident.status in {404, 405}
    answer = resident.client.delete("/ja/", base_url="https://localhost")
    assert answer.status_code == 405
    assert 'data-trouble="wrong_way"' in answer.text


@pytest.mark.parametrize(
    ("error", "code", "seconds"),
    [(TooManyMails(), 429, "3600"), (ServiceUnavailable(), 503, "120"), (TooManyRequests(), 429, "60")],
)
def test_who_is_too_quick_or_too_early_is_told_when_to_come_back(
    window_app: Flask, error: Exception, code: int, seconds: str
) -> None:
    window_app.add_url_rule("/<spoken:language>/in-trouble", view_func=raising(error))
    answer = window_app.test_client().get("/ja/in-trouble", base_url="https://localhost")
    assert (answer.status_code, answer.headers["Retry-After"]) == (code, seconds)


def test_where_even_the_page_of_trouble_fails_the_ways_stand_on_a_bare_one(
    window_app: Flask, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(window_app.jinja_env.globals, "url_for", None)
    answer = window_app.test_client().get("/ja/nothing", base_url="https://localhost")
    assert answer.status_code == 404
    for way in (town.phone, town.fax, town.email):
        assert way in answer.text
