"""The desk is shut before everything is handed over for good: what comes after a package would be lost."""

from __future__ import annotations

from admin.handover.packing import HOUSEKEEPER
from admin.handover.rights import insist_on_owner
from intake.audit import write_event
from intake.clock import Clock
from intake.store import shutting
from intake.store.engine import Store
from intake.store.handing_over import count_undelivered

SHUT, REOPENED = "desk_shut", "desk_reopened"


def shut(store: Store, clock: Clock) -> int:
    """Take nothing new from now on; how many mails have still to go out."""
    with store.writing() as session:
        insist_on_owner(session)
        shutting.shut(session)
        write_event(session, SHUT, HOUSEKEEPER, clock.now())
        return count_undelivered(session)


def reopen(store: Store, clock: Clock) -> None:
    """Take applications again: nobody hands over after all."""
    with store.writing() as session:
        insist_on_owner(session)
        shutting.reopen(session)
        write_event(session, REOPENED, HOUSEKEEPER, clock.now())
