"""Checking: a second person compares billing with the record, and completes the application or sends it back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from admin.desk.finding import unchanged
from admin.desk.holding import kept
from admin.desk.independence import APART, insist_on_two
from admin.desk.reasons import CHECK, SEND_BACK, stated
from admin.desk.refusals import NotLooked, SamePerson
from admin.desk.sheets import take_out
from admin.staff import Member
from intake.acts import perform
from intake.audit import details, write_event
from intake.clock import Clock
from intake.lifecycle import Act
from intake.store.applications import Application
from intake.store.engine import Store
from intake.store.events import events_about


def checked(
    store: Store, clock: Clock, who: Member, reference: str, version: int, apart: timedelta = APART
) -> None:
    """Billing holds what the resident wrote. SamePerson for who keyed it, NotLooked for who has not opened it.

    NotApart where one of the two had a hand in the other's account within `apart`.
    """
    _decide(store, clock, who, reference, version, Act.CHECK, apart=apart)


def send_back(store: Store, clock: Clock, who: Member, reference: str, version: int, reason: str) -> None:
    """Something differs; it is to be keyed again. SamePerson, NotLooked or ReasonNeeded.

    It completes nothing, so anybody but the one who keyed it may say so.
    """
    _decide(store, clock, who, reference, version, Act.SEND_BACK, stated(reason, SEND_BACK))


def _decide(
    store: Store,
    clock: Clock,
    who: Member,
    reference: str,
    version: int,
    act: Act,
    reason: str = "",
    apart: timedelta = timedelta(0),
) -> None:
    with store.writing() as session:
        application = unchanged(session, reference, version)
        if application.keyed_by == who.id:
            raise SamePerson
        insist_on_two(session, application.keyed_by, who, clock.now(), apart)
        if not _has_looked(session, application, who):
            raise NotLooked
        perform(session, application, act, who.actor, clock.now(), **kept(application, who, clock.now()))
        if act is Act.SEND_BACK:
            take_out(session, application, who, clock.now())
        if reason:
            write_event(session, "reason", who.actor, clock.now(), application.id, reason=reason)


def _has_looked(session: Session, application: Application, who: Member) -> bool:
    """Whether this member opened the record for checking since it was keyed last: four eyes have to see."""
    looked = False
    for event in events_about(session, application.id):
        if event.act == Act.KEY:
            looked = False
        elif (event.act, event.actor) == ("opened", who.actor) and details(event).get("reason") == CHECK:
            looked = True
    return looked
