"""Opening a record to read it."""

from __future__ import annotations

from dataclasses import dataclass

from admin.desk.finding import found
from admin.desk.holding import held_by_another, take_on
from admin.desk.reasons import CHECK, OWN_WORK, reasons_to_open
from admin.desk.refusals import ReasonNeeded, SamePerson, TakenByAnother
from admin.office import Office
from admin.staff import Member
from admin.unseal import Unsealed, unseal
from intake.clock import Clock
from intake.lifecycle import FINAL
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.messages import messages_of
from intake.store.notes import notes_about


@dataclass(frozen=True)
class Opened:
    """An application and what was sealed in it."""

    application: Application
    content: Unsealed


def open_record(
    store: Store, clock: Clock, office: Office, who: Member, reference: str, reason: str = ""
) -> Opened:
    """Open one record; the event is written first.

    Without a reason only one's own application opens. Opening it as one's own work takes it, unless a colleague is
    at it: then TakenByAnother. Every opening of one's own renews the lease. ReasonNeeded, SamePerson,
    ChangedMeanwhile, TooManyOpenings or CannotOpen.
    """
    with store.reading() as session:
        application = found(session, reference)
    reason = _reason(application, who, reason)
    if application.standing not in FINAL and (reason == OWN_WORK or application.claimed_by == who.id):
        application = _take(store, clock, who, application)
    with store.reading() as session:
        messages, notes = messages_of(session, application.id), notes_about(session, application.id)
    return Opened(application, unseal(store, office, who, application, reason, clock.now(), messages, notes))


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
        if held_by_another(application, who, clock.now()):
            raise TakenByAnother
        return take_on(session, application, who, clock.now())
