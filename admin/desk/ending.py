"""Ending an application otherwise: the bureau can't accept it."""

from __future__ import annotations

from admin.desk.finding import unchanged
from admin.desk.reasons import DECLINE, stated
from admin.staff import Member
from intake.acts import perform
from intake.audit import write_event
from intake.clock import Clock
from intake.lifecycle import Act
from intake.store.engine import Store


def decline(store: Store, clock: Clock, who: Member, reference: str, version: int, reason: str) -> None:
    """The applicant is told by mail. ReasonNeeded without one of the reasons."""
    with store.writing() as session:
        application = unchanged(session, reference, version)
        given = stated(reason, DECLINE)
        perform(session, application, Act.DECLINE, who.actor, clock.now())
        write_event(session, "reason", who.actor, clock.now(), application.id, reason=given)
