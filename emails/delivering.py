"""Delivering: a short transaction, the talk with the mail server outside of any, and a short transaction again.

Killed before the mail server's "250", the mail is sent after the lease; killed after it, the mail is sent once
more with the same Message-ID, so that mail stores keep one. Nothing is lost in either case.
"""

from __future__ import annotations

import time

from emails.outbox import Outcome, lease_next, settle
from emails.postman import Postman
from intake.clock import Clock
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import Mail, next_due

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between attempts to write down an outcome. All of them end before the lease does."""


def deliver_next(store: Store, clock: Clock, postman: Postman) -> bool:
    """Try the mail that has waited longest; False when nothing is due. StoreTrouble when the database is away."""
    leased = _taken(store, clock)
    if leased is None:
        return False
    outcome = postman.deliver(leased, clock.now())
    _written_down(store, clock, leased, outcome, postman.most_tries)
    return True


def _taken(store: Store, clock: Clock) -> Mail | None:
    """Looks before it queues up to write: an idle postman must not stand in the way of residents."""
    with store.reading() as session:
        if next_due(session, clock.now()) is None:
            return None
    with store.writing(events=False) as session:
        return lease_next(session, clock.now())


def _written_down(store: Store, clock: Clock, leased: Mail, outcome: Outcome, most_tries: int) -> None:
    """The mail is with the server now: a disk that is full for a moment must not make us send it again."""
    for pause in (*PAUSES, None):
        try:
            with store.writing() as session:
                settle(session, leased, outcome, clock.now(), most_tries)
        except StoreTrouble:
            if pause is None:
                raise
            time.sleep(pause)
        else:
            return
