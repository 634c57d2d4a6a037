"""The life of an application: as a rule, and as rows of a real database under random acts."""

from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy.orm import Session

from intake.acts import LETTERS, perform
from intake.audit import details, verify
from intake.lifecycle import FINAL, MOVES, NAMES, Act, NotAllowed, State, after, allowed
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application, application
from intake.store.engine import Store
from intake.store.events import events_about
from intake.store.outbox import mails_about
from intake.town import Town
from tests.scenery import MONDAY_NOON, StandingClock, hand_in

ACTORS = st.sampled_from(["resident", "clerk 1", "clerk 2", "supervisor 3"])


def test_nothing_leaves_a_final_state_and_every_other_has_a_way_out() -> None:
    assert {state for state in State if not allowed(state)} == FINAL


def test_every_state_is_reached_from_the_counter_and_has_a_name() -> None:
    reached = {State.SUBMITTED}
    for _ in State:
        reached |= {to for (start, _), to in MOVES.items() if start in reached}
    assert reached == set(State) == set(NAMES)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_an_act_leads_where_the_table_says_or_nowhere(state: State, act: Act) -> None:
    if (state, act) in MOVES:
        assert after(state, act) is MOVES[state, act]
        assert act in allowed(state)
    else:
        with pytest.raises(NotAllowed):
            after(state, act)


@pytest.mark.parametrize("state", [State.PRINTED, State.KEYED])
def test_once_there_is_paper_a_resident_can_only_ask_to_cancel(state: State) -> None:
    assert after(state, Act.CANCEL) is State.CANCEL_REQUESTED
    assert after(State.CANCEL_REQUESTED, Act.CONFIRM_CANCEL) is State.CANCELLED


class Desk(RuleBasedStateMachine):
    """Residents and clerks act at random on one application; the desk must agree with a plain model of it."""

    def __init__(self, store: Store, keys: PublicKeys, clock: StandingClock, town: Town) -> None:
        super().__init__()
        self.store, self.clock = store, clock
        self.subject: UUID = hand_in(store, keys, clock, town).application.id
        self.state = State.SUBMITTED
        self.passed: list[tuple[str, str, str]] = []
        self.letters = ["received"]
        self.open_page = self.look()

    def look(self) -> Application:
        """What somebody has on the screen; it grows old there."""
        with self.store.reading() as session:
            return self.row(session)

    def row(self, session: Session) -> Application:
        """The application as it stands now."""
        found = application(session, self.subject)
        assert found is not None
        return found

    def act(self, seen: Application, act: Act, actor: str) -> State:
        """One act in a transaction of its own, on what was seen: just now, or some time ago."""
        with self.store.writing() as session:
            session.add(seen)
            return perform(session, seen, act, actor, self.clock.now())

    @rule(act=st.sampled_from(Act), actor=ACTORS, minutes=st.integers(0, 500))
    def somebody_acts(self, act: Act, actor: str, minutes: int) -> None:
        """Allowed acts are done and remembered; all others change nothing."""
        self.clock.pass_by(minutes=minutes)
        if (self.state, act) not in MOVES:
            with pytest.raises(NotAllowed):
                self.act(self.look(), act, actor)
            return
        before, self.state = self.state, self.act(self.look(), act, actor)
        self.passed.append((act.value, before.value, self.state.value))
        if self.state in LETTERS and self.state is not before:
            self.letters.append(LETTERS[self.state])

    @rule()
    def somebody_opens_a_page(self) -> None:
        """And looks away from it for a while."""
        self.open_page = self.look()

    @precondition(lambda self: self.open_page.version <= len(self.passed))
    @rule(act=st.sampled_from(Act))
    def somebody_acts_on_an_old_page(self, act: Act) -> None:
        """An act on what was seen before the last move comes too late, even where the state is the same again."""
        with pytest.raises(NotAllowed):
            self.act(self.open_page, act, "clerk 9")
        self.open_page = self.look()

    @invariant()
    def state_version_events_and_letters_agree(self) -> None:
        """The version counts moves; each move has one event, each arrival its one letter."""
        with self.store.reading() as session:
            row, events = self.row(session), events_about(session, self.subject)
            assert (row.standing, row.version) == (self.state, 1 + len(self.passed))
            assert (row.finished_at is not None) is (self.state in FINAL)
            moves = [(event.act, details(event).get("from"), details(event)["to"]) for event in events]
            assert moves == [("submit", None, "submitted"), *self.passed]
            assert sorted(mail.kind for mail in mails_about(session, self.subject)) == sorted(self.letters)

    def teardown(self) -> None:
        """After every run the audit chain is sound."""
        with self.store.reading() as session:
            assert verify(session).sound


def test_whatever_residents_and_clerks_do_the_desk_keeps_its_books(
    store: Store, public_keys: PublicKeys, town: Town
) -> None:
    class DeskOfToday(Desk):
        def __init__(self) -> None:
            super().__init__(store, public_keys, StandingClock(MONDAY_NOON), town)

    run_state_machine_as_test(DeskOfToday, settings=settings(max_examples=25, stateful_step_count=15))
