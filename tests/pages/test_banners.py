"""A banner stands on every page while its time lasts, and on none before or after."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask

from intake.banners import Banner, gravest_first
from intake.clock import WALL
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town
from tests.scenery import MONDAY_NOON, StandingClock, window_settings
from webapp.app import create_app

BEGINS = MONDAY_NOON.astimezone(WALL).replace(tzinfo=None)
ENDS = BEGINS + timedelta(hours=2)
WORDS = {"ja": "断水しています。", "en": "No water."}


def opened(store: Store, keys: PublicKeys, town: Town, clock: StandingClock, *kinds: str) -> Flask:
    banners = gravest_first(Banner(kind, BEGINS, ENDS, WORDS) for kind in kinds)
    return create_app(window_settings(store, keys, replace(town, banners=tuple(banners))), clock)


def page(app: Flask, path: str) -> str:
    return app.test_client().get(path, base_url="https://localhost").text


def test_it_comes_and_goes_at_its_borders(
    store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock
) -> None:
    app = opened(store, public_keys, town, clock, "disaster")
    for away, seen in ((-1, False), (0, True), (7199, True), (7200, False)):
        clock.instant = MONDAY_NOON + timedelta(seconds=away)
        assert (WORDS["ja"] in page(app, "/ja/")) is seen


@pytest.mark.parametrize(
    "path", ["/en/", "/en/contact", "/en/apply/start", "/en/mypage", "/en/nowhere", "/en/status"]
)
def test_it_stands_on_every_page_in_the_language_of_the_page(
    store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock, path: str
) -> None:
    text = page(opened(store, public_keys, town, clock, "disaster"), path)
    assert WORDS["en"] in text
    assert text.index('data-banner="disaster"') < text.index("<main")


def test_a_disaster_stands_before_works_and_works_before_a_season(
    store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock
) -> None:
    text = page(opened(store, public_keys, town, clock, "season", "disaster", "maintenance"), "/ja/")
    places = [text.index(f'data-banner="{kind}"') for kind in ("disaster", "maintenance", "season")]
    assert places == sorted(places)


def test_the_shipped_town_says_nothing_in_november_and_speaks_of_moving_in_march(
    window_app: Flask, clock: StandingClock
) -> None:
    assert "data-banner" not in page(window_app, "/ja/")
    clock.instant = datetime(2027, 3, 1, tzinfo=WALL)
    assert 'data-banner="season"' in page(window_app, "/ja/")


def test_works_that_are_planned_stand_on_the_status_page_before_they_begin(
    store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock
) -> None:
    app = opened(store, public_keys, town, clock, "maintenance")
    clock.pass_by(days=-3)
    text = page(app, "/ja/status")
    assert "data-banner" not in text
    assert "2026年（令和8年）11月23日（月）12:00から" in text
    clock.pass_by(days=4)
    assert "11月23日" not in page(app, "/ja/status")
