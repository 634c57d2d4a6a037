"""A resident cancels on My Page in the very moment in which a clerk prints: both use cases as they really run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Barrier, Thread
from time import sleep

import pytest

from admin.desk.printing import print_slip
from admin.desk.refusals import ChangedMeanwhile
from admin.staff import Member
from intake.clock import Clock
from intake.lifecycle import NotAllowed, State
from intake.receiving import Receipt
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.outbox import mails_about
from intake.store.slips import slips_of
from intake.town import Town
from tests.engines import POSTGRESQL, SQLITE
from tests.scenery import hand_in
from webapp.mypage import TooLate, cancel, enter
from webapp.window import Window

ROUNDS = {SQLITE: 200, POSTGRESQL: 50}
HEAD_START = 0.002
"""Seconds at most that one of the two is earlier; so each comes first now and then, whatever the machine."""

SATO = Member(1, "sato", Role.CLERK)
CANCEL_FIRST = ("cancelled", "refused", State.CANCELLED, 0, ["cancelled", "received"])
PRINT_FIRST = ("cancel_requested", "printed", State.CANCEL_REQUESTED, 1, ["cancel_requested", "received"])
CANCEL_TOO_LATE = ("refused", "printed", State.PRINTED, 1, ["received"])
Outcome = tuple[str, str, State, int, list[str]]
"""What the resident was told, what the clerk was told, the state, the number of slips, the letters."""


@dataclass
class Race:
    """One application, a clerk who saw it as submitted, and its resident on My Page."""

    console: Store
    window: Window
    receipt: Receipt
    chance: Random
    start: Barrier = field(default_factory=lambda: Barrier(2))
    said: dict[str, str] = field(default_factory=dict)

    def run(self) -> Outcome:
        _, token = enter(self.window, self.receipt.secret)
        both = [self._at_once(self._clerk), self._at_once(lambda: self._resident(token))]
        for each in both:
            each.start()
        for each in both:
            each.join()
        return self._outcome()

    def _at_once(self, act: Callable[[], None]) -> Thread:
        late = self.chance.uniform(0, HEAD_START)

        def run() -> None:
            self.start.wait()
            sleep(late)
            act()

        return Thread(target=run)

    def _clerk(self) -> None:
        row = self.receipt.application
        try:
            print_slip(self.console, self.window.clock, SATO, row.reference, row.version)
            self.said["clerk"] = "printed"
        except (ChangedMeanwhile, NotAllowed):
            self.said["clerk"] = "refused"

    def _resident(self, token: bytes) -> None:
        try:
            self.said["resident"] = cancel(self.window, token).value
        except (TooLate, NotAllowed):
            self.said["resident"] = "refused"

    def _outcome(self) -> Outcome:
        with self.console.reading() as session:
            about = self.receipt.application.id
            row, paper = application(session, about), slips_of(session, about)
            letters = sorted(mail.kind for mail in mails_about(session, about))
        assert row
        return self.said["resident"], self.said["clerk"], row.standing, len(paper), letters


@pytest.mark.both_engines
def test_print_and_cancel_at_once_end_in_one_outcome_and_no_cancelled_application_has_paper(
    engine: str, store: Store, window: Window, clock: Clock, public_keys: PublicKeys, town: Town
) -> None:
    chance = Random(14206)  # noqa: S311 - only for who comes first
    outcomes = [
        Race(store, window, hand_in(store, public_keys, clock, town), chance).run() for _ in range(ROUNDS[engine])
    ]
    assert [each for each in outcomes if each not in (CANCEL_FIRST, PRINT_FIRST, CANCEL_TOO_LATE)] == []
    assert CANCEL_FIRST in outcomes
    assert PRINT_FIRST in outcomes
