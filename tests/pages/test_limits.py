"""Limits that several windows share in a real Redis, and what happens when it is away."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from intake.sealing.keys import PublicKeys
from intake.settings import SettingMissing
from intake.store.engine import Store
from intake.town import Town
from tests.pages.flood import MOST, few, presses
from tests.pages.real_redis import Redis
from tests.scenery import StandingClock, window_settings
from webapp import pacing
from webapp.app import create_app
from webapp.limits import Counting
from webapp.pacing import Pacing, TooManyMails
from webapp.settings import WindowSettings, _limits

VICTIM = "victim@resident.example"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    if not shutil.which("redis-server"):
        pytest.skip("there is no redis-server on this machine")
    server = Redis(tmp_path)
    yield server
    server.end()


@pytest.fixture
def settings(store: Store, public_keys: PublicKeys, town: Town) -> WindowSettings:
    return few(window_settings(store, public_keys, town))


@pytest.fixture
def open_window(settings: WindowSettings, clock: StandingClock, redis: Redis) -> Callable[[], Flask]:
    """One of several windows of a town."""
    return lambda: create_app(replace(settings, limits=redis.uri), clock)


def test_two_windows_count_the_forms_of_one_address_together(open_window: Callable[[], Flask]) -> None:
    one, other = open_window(), open_window()
    statuses = [presses(window) for window in (one, other, one, other, one)]
    assert [status == 429 for status in statuses] == [False, False, False, True, True]
    assert presses(one, "192.0.2.8") != 429


def test_two_windows_count_the_mails_to_one_address_together(redis: Redis, settings: WindowSettings) -> None:
    counting = replace(settings, limits=redis.uri).counting
    one, other = Pacing(MOST, counting), Pacing(MOST, counting)
    for window in (one, other, one):
        window.count(VICTIM)
    with pytest.raises(TooManyMails):
        other.count(VICTIM.upper())
    other.count("another@resident.example")


def test_redis_holds_no_address_of_a_machine_or_of_a_person(
    open_window: Callable[[], Flask], redis: Redis, settings: WindowSettings
) -> None:
    presses(open_window())
    Pacing(MOST, replace(settings, limits=redis.uri).counting).count(VICTIM)
    kept = redis.content()
    assert len(kept.split()) == 2
    assert not any(part in kept for part in ("192.0.2", "victim", "resident.example"))


@pytest.mark.parametrize("trouble", [signal.SIGKILL, signal.SIGSTOP])
def test_while_redis_is_away_each_window_counts_alone_and_nobody_waits_for_long(
    open_window: Callable[[], Flask], redis: Redis, trouble: signal.Signals
) -> None:
    one, other = open_window(), open_window()
    assert presses(one) != 429
    redis.server.send_signal(trouble)
    began = time.monotonic()
    assert [presses(one) == 429 for _ in range(MOST + 1)] == [False] * MOST + [True]
    assert presses(other) not in {429, 500, 503}
    assert time.monotonic() - began < 8


@pytest.mark.parametrize("trouble", [signal.SIGKILL, signal.SIGSTOP])
def test_while_redis_is_away_mails_to_one_address_are_still_counted(
    redis: Redis, settings: WindowSettings, trouble: signal.Signals
) -> None:
    window = Pacing(MOST, replace(settings, limits=redis.uri).counting)
    redis.server.send_signal(trouble)
    began = time.monotonic()
    for _ in range(MOST):
        window.count(VICTIM)
    with pytest.raises(TooManyMails):
        window.count(VICTIM)
    assert time.monotonic() - began < 3


def test_windows_count_together_again_when_redis_is_back(
    open_window: Callable[[], Flask], redis: Redis, settings: WindowSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacing, "LOOK_AGAIN", 0.1)
    counting = replace(settings, limits=redis.uri).counting
    mails, others_mails = Pacing(MOST, counting), Pacing(MOST, counting)
    one, other = open_window(), open_window()
    redis.end()
    assert presses(one) != 429
    mails.count(VICTIM)
    redis.start()
    time.sleep(1.1)
    assert [presses(window) == 429 for window in (one, other, one, other)] == [False, False, False, True]
    for each in (mails, others_mails, mails):
        each.count(VICTIM)
    with pytest.raises(TooManyMails):
        others_mails.count(VICTIM)


def test_a_window_starts_and_serves_without_its_redis(settings: WindowSettings, clock: StandingClock) -> None:
    window = create_app(replace(settings, limits="redis+unix:///nowhere/redis.sock"), clock)
    assert [presses(window) == 429 for _ in range(MOST + 1)] == [False] * MOST + [True]


def test_where_things_are_counted_is_a_setting_without_a_secret_in_it() -> None:
    name = "MIZUGUCHI_WINDOW_LIMITS"
    assert _limits({}, name) == "memory://"
    assert _limits({name: "rediss://redis:6379/0"}, name) == "rediss://redis:6379/0"
    for wrong in ("redis://:hunter2@redis:6379", "memcached://there", "http://redis"):
        with pytest.raises(SettingMissing) as refusal:
            _limits({name: wrong}, name)
        assert "hunter2" not in str(refusal.value)
    assert "hunter2" not in repr(Counting("redis://redis", "hunter2", b"hunter2"))
