"""The lists of the desk, each with how much waits on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from admin.desk.finding import found
from admin.staff import Member
from intake.calendars import open_days_after
from intake.clock import Clock, today
from intake.inquiries import Waiting
from intake.lifecycle import FINAL, State
from intake.store.accounts import accounts
from intake.store.applications import Application, finished_applications
from intake.store.engine import Store
from intake.store.outbox import parked
from intake.store.queues import Wanted, how_many, waiting_list
from intake.text import N_, Text
from intake.town import Town

SOON_WORK_DAYS = 3
PORTION = 50
OPEN = frozenset(State) - FINAL
DONE = "done"

LISTS: dict[str, Text] = {
    "cancel": N_("Cancellation requests"),
    "all": N_("All that is open"),
    "new": N_("New"),
    "mine": N_("Mine"),
    "inquiries": N_("Inquiries"),
    "check": N_("To be checked"),
    "soon": N_("Due within 3 work days"),
    DONE: N_("Finished last"),
}
"""Cancellations stand first: a slip may have to be pulled before somebody keys it."""


@dataclass(frozen=True)
class Listed:
    """One portion of a list; `more` is the reference to go on after, or empty."""

    rows: Sequence[Application]
    more: str
    names: Mapping[int, str]


def counts_for(store: Store, clock: Clock, town: Town, who: Member) -> dict[str, int]:
    """How much is on each list; counting ends at 100."""
    with store.reading() as session:
        return {name: how_many(session, wanted) for name, wanted in _lists(clock, town, who).items()}


def parked_count(store: Store) -> int:
    """How many mails wait for a person; counting ends at 100."""
    with store.reading() as session:
        return len(parked(session))


def listed(store: Store, clock: Clock, town: Town, who: Member, name: str, after: str = "") -> Listed:
    """A portion of the list of that name; KeyError when there is none, Unknown for a wrong `after`."""
    with store.reading() as session:
        names = {account.id: account.username for account in accounts(session)}
        if name == DONE:
            return Listed(finished_applications(session, PORTION), "", names)
        last = found(session, after) if after else None
        rows = waiting_list(session, _lists(clock, town, who)[name], last, PORTION + 1)
    more = rows[PORTION - 1].reference if len(rows) > PORTION else ""
    return Listed(rows[:PORTION], more, names)


def soon(clock: Clock, town: Town) -> date:
    """The last day that counts as near."""
    return open_days_after(today(clock), SOON_WORK_DAYS, town.work)


def _lists(clock: Clock, town: Town, who: Member) -> dict[str, Wanted]:
    return {
        "cancel": Wanted(frozenset({State.CANCEL_REQUESTED})),
        "all": Wanted(OPEN),
        "new": Wanted(frozenset({State.SUBMITTED})),
        "mine": Wanted(OPEN, claimed_by=who.id),
        "inquiries": Wanted(OPEN, inquiries=frozenset(Waiting)),
        "check": Wanted(frozenset({State.KEYED}), keyed_by_others_than=who.id),
        "soon": Wanted(OPEN, due_until=soon(clock, town)),
    }
