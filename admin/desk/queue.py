"""The lists of the desk, each with how much waits on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from admin.desk.filters import Filters
from admin.desk.finding import found
from admin.staff import Member
from intake.calendars import open_days_after
from intake.clock import Clock, today
from intake.inquiries import Waiting
from intake.lifecycle import FINAL, State
from intake.store.accounts import accounts
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.outbox import parked
from intake.store.queues import Holder, Order, Taken, Wanted, how_many, rank_in, waiting_list
from intake.text import N_, Text
from intake.town import Town

SOON_WORK_DAYS = 3
PORTION = 50
PORTIONS = (PORTION, 100, 200)
"""How many rows a page shows: the first is usual, the larger ones are for printing a stack."""
OPEN = frozenset(State) - FINAL
DONE = "done"

LISTS: dict[str, Text] = {
    "cancel": N_("Cancellation requests"),
    "all": N_("All that is open"),
    "new": N_("New"),
    "mine": N_("Mine"),
    "check": N_("To be checked"),
    "soon": N_("Due within 3 work days"),
    "unprinted": N_("Not printed"),
    "inquiries": N_("Inquiries"),
    DONE: N_("Finished"),
}
"""Cancellations stand first: a slip may have to be pulled before somebody keys it."""


@dataclass(frozen=True)
class Desk:
    """Who looks at the lists, and when: "mine" and "soon" mean something else for somebody else tomorrow."""

    store: Store
    clock: Clock
    town: Town
    who: Member

    @property
    def now(self) -> datetime:
        """The desk's time."""
        return self.clock.now()


@dataclass(frozen=True)
class Listed:
    """One portion of a list; `more` is the reference to go on after, or empty. `ranks` are by reference."""

    rows: Sequence[Application]
    more: str
    names: Mapping[int, str]
    ranks: Mapping[str, int]


def counts_for(desk: Desk, filters: Filters) -> dict[str, int]:
    """How much is on each list with these filters; counting ends at 100."""
    with desk.store.reading() as session:
        return {name: how_many(session, narrowed(desk, name, filters)) for name in LISTS}


def new_arrivals(desk: Desk) -> int:
    """How many new applications nobody has taken; counting ends at 100."""
    with desk.store.reading() as session:
        return how_many(session, _lists(desk)["new"])


def parked_count(store: Store) -> int:
    """How many mails wait for a person; counting ends at 100."""
    with store.reading() as session:
        return len(parked(session))


def listed(desk: Desk, name: str, filters: Filters, after: str = "", portion: int = PORTION) -> Listed:
    """A portion of the list of that name; KeyError when there is none, Unknown for a wrong `after`."""
    wanted = narrowed(desk, name, filters)
    with desk.store.reading() as session:
        names = {account.id: account.username for account in accounts(session)}
        last = found(session, after) if after else None
        rows = waiting_list(session, wanted, last, portion + 1)
    more = rows[portion - 1].reference if len(rows) > portion else ""
    return Listed(rows[:portion], more, names, {row.reference: _rank(wanted, row) for row in rows})


def next_after(desk: Desk, name: str, filters: Filters, reference: str, rank: int) -> tuple[str, int] | None:
    """The application that follows on a list, also after one that an act has just taken off it, and its rank.

    `rank` is what the list said of the one before: how urgent it was, which the act may have changed.
    """
    wanted = narrowed(desk, name, filters)
    with desk.store.reading() as session:
        before = found(session, reference)
        if wanted.order is Order.FINISHED and before.finished_at is None:
            return None
        rows = waiting_list(session, wanted, before, 1, _rank_from(wanted, rank))
    return (rows[0].reference, _rank(wanted, rows[0])) if rows else None


def narrowed(desk: Desk, name: str, filters: Filters) -> Wanted:
    """A list with filters on top: both have to hold, so of two last days the earlier."""
    wanted = _lists(desk)[name]
    days = [day for day in (wanted.due_until, filters.due_until) if day]
    taken = (Holder(filters.taken, desk.who.id, desk.now),) if filters.taken else ()
    return replace(
        wanted,
        procedure=filters.procedure,
        due_from=filters.due_from,
        due_until=min(days) if days else None,
        language=filters.language,
        contact_method=filters.contact,
        printed=filters.printed,
        holders=wanted.holders + taken,
        order=wanted.order if wanted.order is Order.FINISHED else filters.sort,
    )


def soon(clock: Clock, town: Town) -> date:
    """The last day that counts as near."""
    return open_days_after(today(clock), SOON_WORK_DAYS, town.work)


def _rank(wanted: Wanted, row: Application) -> int:
    """0 for what is urgent on this list, 1 for the rest."""
    seen = rank_in(wanted, row)
    return int(seen if isinstance(seen, bool) else seen != Waiting.ANSWERED)


def _rank_from(wanted: Wanted, rank: int) -> object:
    return (Waiting.ASKED if rank else Waiting.ANSWERED).value if wanted.inquiries else bool(rank)


def _lists(desk: Desk) -> dict[str, Wanted]:
    def held(taken: Taken) -> tuple[Holder, ...]:
        return (Holder(taken, desk.who.id, desk.now),)

    return {
        "cancel": Wanted(frozenset({State.CANCEL_REQUESTED})),
        "all": Wanted(OPEN),
        "new": Wanted(frozenset({State.SUBMITTED}), holders=held(Taken.NOBODY)),
        "mine": Wanted(OPEN, holders=held(Taken.ME)),
        "check": Wanted(frozenset({State.KEYED}), keyed_by_others_than=desk.who.id),
        "soon": Wanted(OPEN, due_until=soon(desk.clock, desk.town)),
        "unprinted": Wanted(frozenset({State.SUBMITTED})),
        "inquiries": Wanted(OPEN, inquiries=frozenset(Waiting)),
        DONE: Wanted(FINAL, order=Order.FINISHED),
    }
