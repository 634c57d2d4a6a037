"""Back-pressure: when too much waits, nobody new begins, and whoever has begun goes on."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask

from intake.settings import SettingUnfit, number
from intake.store.engine import Store
from intake.store.outbox import enqueue
from intake.store.rights import Process
from intake.town import Town
from tests.engines import url_for
from tests.pages.resident import Resident
from tests.scenery import StandingClock
from webapp import standing
from webapp.standing import Room, Standing
from webapp.window import Window

BEGINNINGS = ("/ja/apply/start", "/ja/apply/start/email")
Allow = Callable[[Room], None]


@pytest.fixture
def allow(window_app: Flask, clock: StandingClock) -> Allow:
    """Says how much room there is, from now on."""

    def say(room: Room) -> None:
        here: Window = window_app.extensions["window"]
        here.standing.room = room
        clock.pass_by(minutes=1)

    return say


def test_with_too_many_letters_nobody_new_begins_and_the_page_has_phone_and_fax(
    window_app: Flask, resident: Resident, another_resident: Callable[[], Resident], allow: Allow, town: Town
) -> None:
    resident.ask_for_link()
    late = another_resident()
    allow(Room(letters=1, free_bytes=0))
    for path in BEGINNINGS:
        page = late.get(path)
        assert late.status == 503
        assert page.hook("data-trouble") == "unavailable"
        answer = late.client.get(path, base_url="https://localhost")
        assert int(answer.headers["Retry-After"]) > 0
        assert "tel:" in answer.text
        assert town.fax in answer.text
    late.get("/ja/")
    assert late.status == 200
    figures = window_app.extensions["window"].meters.text().decode()
    assert 'mizuguchi_turned_away_total{process="window"} 4.0' in figures


def test_who_has_begun_goes_on_to_the_end(resident: Resident, allow: Allow) -> None:
    resident.prove_by_code()
    allow(Room(letters=1, free_bytes=0))
    resident.fill_in()
    resident.press()
    assert resident.page.hook("data-reference")


def test_an_address_that_was_typed_is_refused_at_twice_the_load_only(
    resident: Resident, another_resident: Callable[[], Resident], allow: Allow
) -> None:
    first, second, third = (another_resident() for _ in range(3))
    for each in (first, second, third):
        each.get(BEGINNINGS[1])
    first.press(email="first@resident.example")
    allow(Room(letters=1, free_bytes=0))
    second.press(email="second@resident.example")
    assert second.status == 200
    allow(Room(letters=1, free_bytes=0))
    third.press(email="third@resident.example")
    assert third.status == 503


@pytest.mark.both_engines
def test_letters_to_mailboxes_that_take_nothing_shut_the_window_for_nobody(
    store: Store, clock: StandingClock
) -> None:
    """Anybody can have us write to an address that is answered with "later" for seventeen hours."""

    def crowded() -> bool:
        own = Store(url_for(store, Process.WEBAPP))
        report = Standing(own, clock, Room(letters=3, free_bytes=0)).report()
        own.engine.dispose()
        return report.crowded

    with store.writing() as session:
        asked = [enqueue(session, "verification", uuid4(), b"", clock.now()) for _ in range(3)]
    assert crowded()
    with store.writing() as session:
        for mail in asked:
            session.merge(mail).tries = 1
    assert not crowded()
    with store.writing() as session:
        for _ in range(3):
            enqueue(session, "received", uuid4(), b"", clock.now(), "4120703957").tries = 1
    assert crowded()


@pytest.mark.on_file
def test_with_a_nearly_full_disk_nobody_new_begins(
    resident: Resident, allow: Allow, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(standing, "disk_usage", lambda _place: usage(100, 99, 1))
    allow(Room(letters=2000, free_bytes=2))
    resident.get(BEGINNINGS[0])
    assert resident.status == 503
    monkeypatch.setattr(standing, "disk_usage", lambda _place: usage(100, 0, 100))
    allow(Room(letters=2000, free_bytes=2))
    resident.get(BEGINNINGS[0])
    assert resident.status == 200


def test_a_connection_to_the_database_that_is_not_to_be_had_is_the_page_and_not_a_fault(
    window_app: Flask, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = window_app.extensions["window"].store
    resident.get(BEGINNINGS[1])
    pool = store.engine.pool
    monkeypatch.setattr(pool, "_timeout", 0.1)
    held = [store.engine.connect() for _ in range(pool.size() + pool._max_overflow)]
    try:
        resident.press(email="late@resident.example")
        assert resident.status == 503
    finally:
        for each in held:
            each.close()


def test_while_the_database_is_away_nobody_begins_and_as_soon_as_it_is_back_everybody_can(
    window_app: Flask, resident: Resident, clock: StandingClock
) -> None:
    here: Window = window_app.extensions["window"]
    there, here.standing.store = here.standing.store, Store("postgresql://nobody@127.0.0.1:1/none")
    for path in BEGINNINGS:
        resident.get(path)
        assert (resident.status, resident.page.hook("data-trouble")) == (503, "unavailable")
    here.standing.store = there
    clock.pass_by(seconds=6)
    for path in BEGINNINGS:
        resident.get(path)
        assert resident.status == 200


@pytest.mark.parametrize("told", ["many", "-1", "1.5"])
def test_a_cap_that_is_no_number_stops_the_start(told: str) -> None:
    with pytest.raises(SettingUnfit, match="CAP has to be a whole number"):
        number({"CAP": told}, "CAP", 5)
