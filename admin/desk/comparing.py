"""Comparing an opened record with the other open ones, so that what is applied for twice is keyed once.

Only in memory: nothing by which two records could be matched is stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from admin.desk.opening import Opened
from admin.office import Office
from admin.staff import Member
from admin.unseal import unseal_others
from intake.clock import Clock
from intake.likeness import Reason, alike
from intake.store.engine import Store
from intake.store.queues import others_open

COMPARED_WITH = 500
"""The newest so many: a record takes a fraction of a millisecond, and somebody waits for the page."""


@dataclass(frozen=True)
class Similar:
    """Another open application, and what it shares with the opened one."""

    reference: str
    state: str
    reasons: Sequence[Reason]


def similar_to(store: Store, clock: Clock, office: Office, who: Member, opened: Opened) -> Sequence[Similar]:
    """Open applications of the same procedure that may be the same matter, newest first."""
    with store.reading() as session:
        others = others_open(session, opened.application, COMPARED_WITH)
    if not others:
        return []
    records = unseal_others(store, office, who, opened.application, others, clock.now())
    found = ((other, alike(opened.content.record, record)) for other, record in records)
    return [
        Similar(other.reference, other.state, [reason for reason in Reason if reason in shared])
        for other, shared in found
        if shared
    ]
