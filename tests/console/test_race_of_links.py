"""Two at the same thing in the same moment: one link, and no answer that gets lost between cancel and ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from admin.desk.asking import ask_applicant
from admin.desk.refusals import ChangedMeanwhile
from admin.desk.relinking import relink
from admin.office import Office
from admin.staff import Member
from intake.clock import Clock
from intake.inquiries import Words, read_answer
from intake.lifecycle import NotAllowed
from intake.opening import open_letter
from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys
from intake.sealing.mypage import lookup_value
from intake.store.accounts import Role
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.outbox import mails_about
from intake.town import Town
from tests.inquiries import asks, thread
from tests.scenery import PrivateKeys, StandingClock, hand_in, window_settings
from webapp.answering import answer_centre
from webapp.app import create_app
from webapp.mypage import cancel, enter, show_all
from webapp.own_copy import own_copy, own_thread
from webapp.visiting import NoVisit
from webapp.window import Window

pytestmark = pytest.mark.both_engines

ROUNDS = 20
SATO, SUZUKI = Member(1, "sato", Role.CLERK), Member(2, "suzuki", Role.CLERK)
Act = Callable[[], object]


@pytest.fixture
def window(store: Store, public_keys: PublicKeys, town: Town, clock: Clock) -> Iterator[Window]:
    window: Window = create_app(window_settings(store, public_keys, town), clock).extensions["window"]
    yield window
    window.store.engine.dispose()


def at_once(*acts: Act) -> list[str]:
    """What became of each: "done", or the name of the refusal."""
    together = Barrier(len(acts), timeout=20)

    def run(act: Act) -> str:
        together.wait()
        try:
            act()
        except (ChangedMeanwhile, NotAllowed, NoVisit) as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_clerks_who_renew_at_once_make_one_link_that_works(
    store: Store, public_keys: PublicKeys, private_keys: PrivateKeys, clock: Clock, town: Town
) -> None:
    office = Office(private_keys.office, 300)
    for _ in range(ROUNDS):
        row = hand_in(store, public_keys, clock, town).application
        asks(store, public_keys, row.reference, clock)

        def renew(who: Member, reference: str = row.reference) -> Act:
            return lambda: relink(store, clock, office, public_keys, who, reference, 2, ["called_back"])

        assert sorted(at_once(renew(SATO), renew(SUZUKI))) == ["ChangedMeanwhile", "done"]
        with store.reading() as session:
            now = application(session, row.id)
            (letter,) = (mail for mail in mails_about(session, row.id) if mail.kind == "relinked")
        assert now
        secret = open_letter(letter.payload, str(row.id), private_keys.postman)["secret"]
        assert now.mypage_lookup == lookup_value(secret)
        assert own_copy(now, secret)
        assert len(own_thread(thread(store, row.reference), secret)) == 1


def unmasked(window: Window, receipt: Receipt) -> bytes:
    _, token = enter(window, receipt.secret)
    assert show_all(window, token, "5678")
    return token


def test_an_answer_and_a_cancellation_at_once_leave_either_both_or_the_cancellation(
    store: Store, window: Window, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    for _ in range(ROUNDS):
        receipt = hand_in(store, public_keys, clock, town)
        asks(store, public_keys, receipt.application.reference, clock)
        one, other = unmasked(window, receipt), unmasked(window, receipt)
        said = at_once(
            lambda token=one: answer_centre(window, token, read_answer("305"), "form"),  # type: ignore[misc]
            lambda token=other: cancel(window, token),  # type: ignore[misc]
        )
        assert said in (["done", "done"], ["NotAllowed", "done"])
        assert len(thread(store, receipt.application.reference)) == (2 if said[0] == "done" else 1)
        with store.reading() as session:
            now = application(session, receipt.application.id)
        assert now
        assert (now.state, now.inquiry) == ("cancelled", "")


def test_an_answer_while_the_link_is_renewed_is_refused_or_readable_with_the_new_link(
    store: Store,
    window: Window,
    public_keys: PublicKeys,
    private_keys: PrivateKeys,
    clock: StandingClock,
    town: Town,
) -> None:
    office = Office(private_keys.office, 300)
    for _ in range(ROUNDS):
        receipt = hand_in(store, public_keys, clock, town)
        reference = receipt.application.reference
        asks(store, public_keys, reference, clock)
        token = unmasked(window, receipt)
        said = at_once(
            lambda token=token: answer_centre(window, token, read_answer("305"), "form"),  # type: ignore[misc]
            lambda about=reference: relink(  # type: ignore[misc]
                store, clock, office, public_keys, SATO, about, 2, ["called_back"]
            ),
        )
        assert said in (["done", "ChangedMeanwhile"], ["NoVisit", "done"])
        assert len(thread(store, reference)) == (2 if said[0] == "done" else 1)


def test_two_questions_at_once_are_one_question_and_one_refusal(
    store: Store, public_keys: PublicKeys, clock: Clock, town: Town
) -> None:
    for _ in range(ROUNDS):
        row = hand_in(store, public_keys, clock, town).application

        def asked(who: Member, reference: str = row.reference) -> Act:
            words = Words("room", "")
            return lambda: ask_applicant(store, clock, public_keys, who, reference, 1, words, who.username)

        assert sorted(at_once(asked(SATO), asked(SUZUKI))) == ["ChangedMeanwhile", "done"]
        assert len(thread(store, row.reference)) == 1
