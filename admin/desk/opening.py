"""Opening a record to read it."""

from __future__ import annotations

from dataclasses import dataclass

from admin.desk.finding import found
from admin.desk.reasons import CHECK, OWN_WORK, reasons_to_open
from admin.desk.refusals import ChangedMeanwhile, ReasonNeeded, SamePerson
from admin.staff import Member
from admin.unseal import Office, Unsealed, unseal
from intake.audit import write_event
from intake.clock import Clock
from intake.store.applications import Application, claim
from intake.store.engine import Store
from intake.store.messages import messages_of


@dataclass(frozen=True)
class Opened:
    """An application and what was sealed in it."""

    application: Application
    content: Unsealed


def open_record(
    store: Store, clock: Clock, office: Office, who: Member, reference: str, reason: str = ""
) -> Opened:
    """Open one record; the event is written first.

    Without a reason only one's own application opens. Opening it as one's own work takes it, from the queue or
    from the colleague who had it. ReasonNeeded, SamePerson, ChangedMeanwhile, TooManyOpenings or CannotOpen.
    """
    with store.reading() as session:
        application = found(session, reference)
    reason = _reason(application, who, reason)
    if reason == OWN_WORK and application.claimed_by != who.id:
        application = _take(store, clock, who, application)
    with store.reading() as session:
        messages = messages_of(session, application.id)
    return Opened(application, unseal(store, office, who, application, reason, clock.now(), messages))


def _reason(application: Application, who: Member, reason: str) -> str:
    possible = reasons_to_open(application, who)
    if not reason and application.claimed_by == who.id and OWN_WORK in possible:
        return OWN_WORK
    if reason == CHECK and application.keyed_by == who.id:
        raise SamePerson
    if reason not in possible:
        raise ReasonNeeded
    return reason


def _take(store: Store, clock: Clock, who: Member, seen: Application) -> Application:
    with store.writing() as session:
        application = found(session, seen.reference)
        if application.claimed_by != seen.claimed_by or not claim(session, application, who.id):
            raise ChangedMeanwhile
        write_event(session, "taken", who.actor, clock.now(), seen.id)
        return found(session, seen.reference)
