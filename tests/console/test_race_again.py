"""A resident applies again in the very moment in which a clerk prints the old application."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest

from intake.clock import Clock
from intake.lifecycle import State
from intake.sealing.keys import PublicKeys
from intake.store.applications import counts, replacements
from intake.store.engine import Store
from intake.town import Town
from tests.console.test_race import Outcome, Race
from tests.engines import POSTGRESQL, SQLITE
from tests.scenery import hand_in
from webapp.again import apply_again
from webapp.counter import save_step, submit
from webapp.limits import Counting
from webapp.mypage import enter, show_all
from webapp.pacing import Pacing
from webapp.replacing import OldOneStays
from webapp.window import Window

pytestmark = pytest.mark.both_engines

ROUNDS = {SQLITE: 60, POSTGRESQL: 20}
SUBMIT_FIRST = ("submitted", "refused", State.CANCELLED, 0, ["cancelled", "received"])
PRINT_FIRST = ("submitted", "printed", State.CANCEL_REQUESTED, 1, ["cancel_requested", "received"])


@dataclass
class RaceAgain(Race):
    """The same two people; the resident is at the check page of a new application."""

    draft: bytes = b""

    def run(self) -> Outcome:
        about, page = enter(self.window, self.receipt.secret)
        assert show_all(self.window, page, "5678")
        self.draft = apply_again(self.window, page, [], "ja").token
        save_step(self.window, self.draft, "payment", {"consent": "yes"})
        outcome = super().run()
        with self.console.reading() as session:
            assert len(replacements(session, about)) == 1
        return outcome

    def _resident(self, token: bytes) -> None:  # noqa: ARG002 - this resident is at a form, not on My Page
        try:
            assert submit(self.window, self.draft, "ja") == []
            self.said["resident"] = "submitted"
        except OldOneStays:
            self.said["resident"] = "refused"


def test_print_and_apply_again_at_once_end_in_one_new_application_and_one_end_of_the_old_one(
    engine: str, store: Store, window: Window, clock: Clock, public_keys: PublicKeys, town: Town
) -> None:
    chance = Random(14206)  # noqa: S311 - only for who comes first
    rounds = ROUNDS[engine]
    window = replace(window, pacing=Pacing(rounds, Counting()))
    receipts = [hand_in(store, public_keys, clock, town) for _ in range(rounds)]
    outcomes = [RaceAgain(store, window, receipt, chance).run() for receipt in receipts]
    assert [each for each in outcomes if each not in (SUBMIT_FIRST, PRINT_FIRST)] == []
    assert SUBMIT_FIRST in outcomes
    assert PRINT_FIRST in outcomes
    with store.reading() as session:
        assert sum(counts(session).values()) == 2 * rounds
