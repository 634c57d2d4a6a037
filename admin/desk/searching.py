"""Looking into open records for a caller who has no reference at hand: in memory, written down, and seldom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from admin.office import Office
from admin.staff import Member
from admin.unseal import unseal_for_search
from intake.clock import Clock
from intake.store.accounts import accounts
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.queues import newest_open
from intake.wordsearch import Sought

SEARCHED_AMONG = 1000
"""The newest so many open ones: together they take less than a second, and a caller is on the phone."""

MOST_HITS = 20


@dataclass(frozen=True)
class Hit:
    """An open application that fits, and who is at it; nothing of what is sealed in it."""

    application: Application
    holder: str


@dataclass(frozen=True)
class Answer:
    """What a search found. `searched` is the number of records; `more` tells that there are more hits."""

    hits: Sequence[Hit]
    searched: int
    more: bool

    @property
    def all_open(self) -> bool:
        """Whether every open application was looked into."""
        return self.searched < SEARCHED_AMONG


def search(store: Store, clock: Clock, office: Office, who: Member, sought: Sought) -> Answer:
    """Open applications that fit, newest first. TooManySearches beyond the hourly limit."""
    with store.reading() as session:
        among = newest_open(session, SEARCHED_AMONG)
        names = {account.id: account.username for account in accounts(session)}
    records = unseal_for_search(store, office, who, among, clock.now())
    hits = [Hit(row, names.get(row.claimed_by or 0, "")) for row, record in records if sought.fits(record)]
    return Answer(hits[:MOST_HITS], len(among), len(hits) > MOST_HITS)
