"""A resident cancels in the very moment in which a clerk prints."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import UUID

from admin.desk.printing import print_slip
from admin.desk.refusals import ChangedMeanwhile
from admin.staff import Member
from intake.acts import perform
from intake.clock import Clock
from intake.lifecycle import Act, NotAllowed, State
from intake.sealing.keys import PublicKeys
from intake.store.accounts import Role
from intake.store.applications import application
from intake.store.engine import Store
from intake.store.slips import slips_of
from intake.town import Town
from tests.scenery import hand_in

ROUNDS = 200
SATO = Member(1, "sato", Role.CLERK)


class Race:
    """One application, one clerk, one resident, who both saw it as submitted."""

    def __init__(self, store: Store, clock: Clock, about: UUID, reference: str) -> None:
        self.store, self.clock, self.about, self.reference = store, clock, about, reference
        self.start, self.won = Barrier(2), list[str]()

    def run(self) -> list[str]:
        both = [Thread(target=self.clerk), Thread(target=self.resident)]
        for each in both:
            each.start()
        for each in both:
            each.join()
        return self.won

    def clerk(self) -> None:
        self.start.wait()
        try:
            print_slip(self.store, self.clock, SATO, self.reference, 1)
        except (ChangedMeanwhile, NotAllowed):
            return
        self.won.append("print")

    def resident(self) -> None:
        with self.store.reading() as session:
            seen = application(session, self.about)
        assert seen
        self.start.wait()
        try:
            with self.store.writing() as session:
                session.add(seen)  # as old as it was when My Page showed it
                perform(session, seen, Act.CANCEL, "resident", self.clock.now())
        except NotAllowed:
            return
        self.won.append("cancel")


def test_exactly_one_of_print_and_cancel_wins_and_no_cancelled_application_gets_paper(
    store: Store, clock: Clock, public_keys: PublicKeys, town: Town
) -> None:
    for _ in range(ROUNDS):
        row = hand_in(store, public_keys, clock, town).application
        won = Race(store, clock, row.id, row.reference).run()
        with store.reading() as session:
            after, paper = application(session, row.id), slips_of(session, row.id)
        assert after
        assert len(won) == 1
        assert (after.standing, len(paper)) == ((State.PRINTED, 1) if won == ["print"] else (State.CANCELLED, 0))
