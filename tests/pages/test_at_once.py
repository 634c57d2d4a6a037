"""One resident presses in several tabs, or a guesser many buttons, in the same moment: it counts as one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

from intake.opening import open_letter
from intake.procedures.start import START
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application
from intake.store.drafts import Draft
from intake.store.engine import Store
from intake.store.outbox import Mail, mails_about
from intake.town import Town
from tests.rules.looking import rows
from tests.scenery import ANSWERS, EMAIL, PrivateKeys, StandingClock, hand_in, window_settings
from webapp.again import apply_again
from webapp.app import create_app
from webapp.counter import Entered, ask_for_link, enter_by_code, look_at_draft, save_step, submit
from webapp.mypage import TooManyTries, enter, show_all
from webapp.window import Window

pytestmark = pytest.mark.both_engines
MANY = 8
Said = TypeVar("Said")


@pytest.fixture
def window(store: Store, public_keys: PublicKeys, town: Town, clock: StandingClock) -> Iterator[Window]:
    window: Window = create_app(window_settings(store, public_keys, town), clock).extensions["window"]
    yield window
    window.store.engine.dispose()


@pytest.fixture
def asked(window: Window) -> Entered:
    """Somebody who waits for the mail with the digits."""
    return ask_for_link(window, START, "ja", EMAIL)


@pytest.fixture
def digits(store: Store, asked: Entered, private_keys: PrivateKeys) -> str:
    with store.reading() as session:
        (mail,) = mails_about(session, asked.draft_id)
    return open_letter(mail.payload, str(asked.draft_id), private_keys.postman)["code"]


def at_once(times: int, press: Callable[[int], Said]) -> list[Said]:
    together = Barrier(times, timeout=60)

    def run(number: int) -> Said:
        together.wait()
        return press(number)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def other_than(digits: str, by: int) -> str:
    return f"{(int(digits) + by) % 1_000_000:06}"


def test_eight_wrong_digits_are_five_tries(window: Window, asked: Entered, digits: str) -> None:
    left = at_once(MANY, lambda number: enter_by_code(window, asked.token, other_than(digits, number + 1)))
    assert sorted(left, key=lambda each: each or 0) == [0, 0, 0, 0, 1, 2, 3, 4]
    assert enter_by_code(window, asked.token, digits) == 0


def test_two_pages_that_are_saved_are_both_kept(window: Window, asked: Entered, digits: str) -> None:
    assert enter_by_code(window, asked.token, digits) is None
    at_once(MANY, lambda number: save_step(window, asked.token, f"step {number}", {f"field_{number}": "typed"}))
    typed = look_at_draft(window, asked.token).content.typed
    assert set(typed) == {f"field_{number}" for number in range(MANY)}


def test_eight_presses_of_submit_make_one_application(
    store: Store, window: Window, asked: Entered, digits: str
) -> None:
    assert enter_by_code(window, asked.token, digits) is None
    save_step(window, asked.token, "all", ANSWERS)
    assert at_once(MANY, lambda _: submit(window, asked.token, "ja")) == [[]] * MANY
    assert (rows(store, Application), rows(store, Mail)) == (1, 2)


def test_eight_wrong_second_items_are_five_tries(
    window: Window, store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    _, token = enter(window, hand_in(store, public_keys, clock, town).secret)

    def guess(number: int) -> str:
        try:
            return "fits" if show_all(window, token, f"{number:04}") else "wrong"
        except TooManyTries:
            return "locked"

    assert sorted(at_once(MANY, guess)) == ["locked"] * 3 + ["wrong"] * 5
    assert guess(5678) == "locked"


def test_eight_presses_of_apply_again_begin_one_form_and_send_one_mail(
    window: Window, store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town
) -> None:
    _, token = enter(window, hand_in(store, public_keys, clock, town).secret)
    assert show_all(window, token, "5678")
    begun = at_once(MANY, lambda _: apply_again(window, token, [], "ja"))
    assert len({each.draft_id for each in begun}) == 1
    assert (rows(store, Draft), rows(store, Mail)) == (1, 2)
