"""Whose address counts: that of whoever connects, or the one that a proxy of our own tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.sealing.keys import PublicKeys
from intake.settings import SettingMissing
from intake.store.engine import Store
from intake.town import Town
from tests.pages.flood import MOST, few, presses
from tests.scenery import StandingClock, window_settings
from webapp.app import create_app
from webapp.settings import WindowSettings, _hops


@pytest.fixture
def settings(store: Store, public_keys: PublicKeys, town: Town) -> WindowSettings:
    return few(window_settings(store, public_keys, town))


def test_without_a_proxy_of_our_own_nobody_is_believed_to_speak_for_another(
    settings: WindowSettings, clock: StandingClock
) -> None:
    window = create_app(settings, clock)
    statuses = [presses(window, forwarded=f"198.51.100.{number}") for number in range(MOST + 1)]
    assert statuses[-1] == 429


def test_behind_a_proxy_of_our_own_its_last_word_counts_and_no_earlier_one(
    settings: WindowSettings, clock: StandingClock
) -> None:
    window = create_app(replace(settings, proxy_hops=1), clock)
    proxy = "10.0.0.1"
    statuses = [presses(window, proxy, f"198.51.100.{number}, 203.0.113.5") for number in range(MOST + 1)]
    assert statuses[-1] == 429
    assert presses(window, proxy, "203.0.113.5, 198.51.100.9") != 429


def test_the_proxy_speaks_for_the_address_only_and_not_for_the_name_of_the_host(
    settings: WindowSettings, clock: StandingClock
) -> None:
    window = create_app(replace(settings, proxy_hops=1), clock)
    answer = window.test_client().get(
        "/ja/", base_url="https://localhost", headers={"X-Forwarded-Host": "elsewhere.example"}
    )
    assert answer.status_code == 200
    assert "elsewhere" not in answer.text


@pytest.mark.parametrize("hops", ["2", "-1", "many"])
def test_more_than_one_proxy_is_not_believed(hops: str) -> None:
    assert _hops({}, "MIZUGUCHI_WINDOW_PROXY_HOPS") == 0
    with pytest.raises(SettingMissing):
        _hops({"MIZUGUCHI_WINDOW_PROXY_HOPS": hops}, "MIZUGUCHI_WINDOW_PROXY_HOPS")
