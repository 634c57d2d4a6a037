"""A search looks into open records in memory: written down first, without its words, and seldom."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from admin import unseal
from admin.desk import searching
from intake.audit import details
from intake.clock import Clock
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.events import Event, all_events
from intake.town import Town
from tests.console.clerk import Clerk
from tests.console.desk import cancel_on_my_page
from tests.console.pages import Page
from tests.scenery import StandingClock, hand_in


def searches(store: Store) -> list[Event]:
    with store.reading() as session:
        return [event for event in all_events(session) if event.act == "searched"]


def looks(clerk: Clerk, **typed: str) -> Page:
    return clerk.presses(clerk.sees("/search"), "search", **typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"kana": "たかさき"},
        {"kana": "ﾀｶｻｷ ｶﾂｺ"},
        {"kana": "カツコ"},
        {"phone": "5678"},
        {"phone": "１２３４－５６７８"},
        {"town": "栄"},
        {"kana": "タカ", "phone": "5678", "town": "栄町"},
    ],
)
def test_an_open_application_is_found_by_what_a_caller_says(
    sato: Clerk, reference: str, typed: dict[str, str]
) -> None:
    assert looks(sato, **typed).marks("data-hit") == [reference]


@pytest.mark.parametrize("typed", [{"kana": "サキ"}, {"phone": "1234"}, {"kana": "タカ", "town": "本町"}])
def test_what_does_not_fit_whole_is_not_found(sato: Clerk, reference: str, typed: dict[str, str]) -> None:
    assert looks(sato, **typed).marks("data-hits") == ["0"]


@pytest.mark.parametrize("typed", [{}, {"kana": "タ"}, {"phone": "678"}, {"phone": "abcd"}])
def test_too_little_is_not_searched_for(sato: Clerk, reference: str, store: Store, typed: dict[str, str]) -> None:
    assert looks(sato, **typed).status == 422
    assert searches(store) == []


def test_a_hit_shows_reference_and_state_and_nothing_of_the_person(sato: Clerk, reference: str) -> None:
    found = looks(sato, phone="5678")
    assert found.marks("data-status") == ["submitted"]
    for word in ("髙﨑", "タカサキ", "栄町", "みなとハイツ", "09012345678"):
        assert word not in found.text


def test_what_has_ended_is_not_looked_into(sato: Clerk, reference: str, store: Store, clock: Clock) -> None:
    cancel_on_my_page(store, reference, clock)
    assert looks(sato, kana="タカサキ").marks("data-hits") == ["0"]


def test_a_search_is_one_event_with_the_number_and_its_words_are_nowhere(
    sato: Clerk, reference: str, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    looks(sato, kana="タカサキ", town="栄町")
    (event,) = searches(store)
    assert details(event) == {"count": 1}
    assert event.application_id is None
    log = capsys.readouterr().err
    assert "タカサキ" not in log
    assert "栄町" not in log


def test_where_the_event_cant_be_written_nothing_is_found(sato: Clerk, reference: str, store: Store) -> None:
    with store.writing() as session:
        session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.act = 'searched'"
                " BEGIN SELECT * FROM missing_table; END"
            )
        )
    refused = looks(sato, kana="タカサキ")
    assert refused.status == 503
    assert reference not in refused.text


def test_a_person_searches_so_often_an_hour_and_no_more(
    sato: Clerk, suzuki: Clerk, reference: str, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unseal, "SEARCHES", 2)
    for _ in range(2):
        assert looks(sato, phone="5678").status == 200
    assert looks(sato, phone="5678").status == 429
    assert looks(suzuki, phone="5678").status == 200
    clock.pass_by(minutes=61)
    sato.watch.pass_by(minutes=1)  # type: ignore[attr-defined]  # a test's watch is moved by hand
    assert looks(sato, phone="5678").status == 200


def test_only_the_newest_are_looked_into_and_the_page_says_so(
    sato: Clerk, store: Store, public_keys: PublicKeys, clock: Clock, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "SEARCHED_AMONG", 2)
    for _ in range(3):
        hand_in(store, public_keys, clock, town)
    found = looks(sato, phone="5678")
    assert found.marks("data-hits") == ["2"]
    assert "調べていません" in found.text
