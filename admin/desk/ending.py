"""Ending an application otherwise: a cancellation is confirmed, or it is not accepted."""

from __future__ import annotations

from admin.desk.finding import unchanged
from admin.desk.reasons import DECLINE, stated
from admin.staff import Member
from intake.acts import perform
from intake.audit import write_event
from intake.clock import Clock
from intake.lifecycle import Act
from intake.store.engine import Store


def confirm_cancel(store: Store, clock: Clock, who: Member, reference: str, version: int) -> None:
    """The slip is pulled and billing undone; only now the resident reads "cancelled"."""
    with store.writing() as session:
        application = unchanged(session, reference, version)
        perform(session, application, Act.CONFIRM_CANCEL, who.actor, clock.now())


def decline(store: Store, clock: Clock, who: Member, reference: str, version: int, reason: str) -> None:
    """The bureau can't accept it; the applicant is told by mail. ReasonNeeded without one of the reasons."""
    with store.writing() as session:
        application = unchanged(session, reference, version)
        given = stated(reason, DECLINE)
        perform(session, application, Act.DECLINE, who.actor, clock.now())
        write_event(session, "reason", who.actor, clock.now(), application.id, reason=given)
