"""What the city's auditor sees: events and figures, and whether the chain is whole. Never a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from admin.desk.refusals import ChangedMeanwhile
from admin.staff import Member
from intake.alarms import ALARMS, RAISED
from intake.audit import head
from intake.clock import Clock
from intake.halting import halted, lifted_by
from intake.lifecycle import State
from intake.store.applications import counts
from intake.store.engine import Store
from intake.store.events import Event, events_before, latest_alarms
from intake.store.outbox import parked, waiting
from intake.store.queues import references
from intake.verifying import resume as let_go_on

PORTION = 50
LAST_ALARMS = 10


@dataclass(frozen=True)
class Book:
    """A page of events, newest first; `more` is the number to go on before, or None."""

    events: Sequence[Event]
    more: int | None
    references: Mapping[UUID, str]


@dataclass(frozen=True)
class Figures:
    """How many applications stand in each state, how many mails wait or are parked, and the last alarms.

    `halted` says that no record opens, since the chain was found broken; `missed` are the heads that lift this
    when they are found, none where only the city can.
    """

    states: Mapping[State, int]
    mails_waiting: int
    mails_parked: int
    head: str
    halted: bool
    missed: frozenset[str]
    alarms: Sequence[Event]


def book(store: Store, before: int | None = None) -> Book:
    """A page of the chain."""
    with store.reading() as session:
        found = events_before(session, before, PORTION + 1)
        shown = found[:PORTION]
        ids = {event.application_id for event in shown if event.application_id}
        more = shown[-1].number if len(found) > PORTION else None
        return Book(shown, more, references(session, ids))


def figures(store: Store) -> Figures:
    """The figures of this moment."""
    with store.reading() as session:
        return Figures(
            states=counts(session),
            mails_waiting=waiting(session),
            mails_parked=len(parked(session)),
            head=head(session),
            halted=halted(session),
            missed=lifted_by(session),
            alarms=latest_alarms(session, ALARMS, RAISED, LAST_ALARMS),
        )


def resume(store: Store, clock: Clock, who: Member) -> None:
    """The city has looked into the broken chain: records open again. ChangedMeanwhile when they do."""
    with store.writing() as session:
        if not halted(session):
            raise ChangedMeanwhile
        let_go_on(session, who.actor, clock.now())
