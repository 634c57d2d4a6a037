"""Checking: a second person compares billing with the record, and completes the application or sends it back."""

from __future__ import annotations

from admin.desk.finding import unchanged
from admin.desk.reasons import SEND_BACK, stated
from admin.desk.refusals import SamePerson
from admin.staff import Member
from intake.acts import perform
from intake.audit import write_event
from intake.clock import Clock
from intake.lifecycle import Act
from intake.store.engine import Store


def checked(store: Store, clock: Clock, who: Member, reference: str, version: int) -> None:
    """Billing holds what the resident wrote. SamePerson for the one who keyed it."""
    _decide(store, clock, who, reference, version, Act.CHECK)


def send_back(store: Store, clock: Clock, who: Member, reference: str, version: int, reason: str) -> None:
    """Something differs; it is to be keyed again. SamePerson, or ReasonNeeded."""
    _decide(store, clock, who, reference, version, Act.SEND_BACK, stated(reason, SEND_BACK))


def _decide(
    store: Store, clock: Clock, who: Member, reference: str, version: int, act: Act, reason: str = ""
) -> None:
    with store.writing() as session:
        application = unchanged(session, reference, version)
        if application.keyed_by == who.id:
            raise SamePerson
        perform(session, application, act, who.actor, clock.now())
        if reason:
            write_event(session, "reason", who.actor, clock.now(), application.id, reason=reason)
