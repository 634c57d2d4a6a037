"""Taking an application on: who has it, for how long, and how it is taken over from a colleague."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from admin.desk.finding import found, unchanged
from admin.desk.refusals import ChangedMeanwhile, TakenByAnother
from admin.staff import Member
from intake.audit import write_event
from intake.clock import Clock
from intake.lifecycle import FINAL, NotAllowed
from intake.store.applications import Application, claim
from intake.store.engine import Store

LEASE = timedelta(minutes=30)
"""How long colleagues leave an application alone after its holder's last act: longer than printing, keying and a
phone call take, shorter than a lunch break."""


def held_by_another(application: Application, who: Member, at: datetime) -> bool:
    """Whether a colleague has it and was at it within the lease."""
    holder, until = application.claimed_by, application.claimed_until
    return holder not in {None, who.id} and until is not None and until > at


def kept(application: Application, who: Member, at: datetime) -> dict[str, Any]:
    """The columns by which an act of its holder renews the lease; none for the act of somebody else."""
    return {"claimed_until": at + LEASE} if application.claimed_by == who.id else {}


def claimed(application: Application, who: Member, at: datetime) -> dict[str, Any]:
    """The columns by which an act takes what nobody is at, and renews what is one's own."""
    if application.claimed_by == who.id or held_by_another(application, who, at):
        return kept(application, who, at)
    return {"claimed_by": who.id, "claimed_at": at, "claimed_until": at + LEASE}


def take(
    store: Store, clock: Clock, who: Member, reference: str, version: int, over_from: int | None = None
) -> None:
    """Take an application on. `over_from` is the colleague from whom it is knowingly taken over.

    TakenByAnother where a colleague is at it and nobody was named; ChangedMeanwhile when it is another one than
    was named, or somebody was quicker; NotAllowed once it has ended. What is one's own is renewed.
    """
    with store.writing() as session:
        application = unchanged(session, reference, version)
        if held_by_another(application, who, clock.now()):
            if over_from is None:
                raise TakenByAnother
            if over_from != application.claimed_by:
                raise ChangedMeanwhile
        take_on(session, application, who, clock.now())


def take_on(session: Session, application: Application, who: Member, at: datetime) -> Application:
    """Give an application to this person, with an event when it changes hands; the row as it is then."""
    if application.standing in FINAL:
        raise NotAllowed("taken after the end")
    before, since, reference = application.claimed_by, application.claimed_at, application.reference
    about = application.id
    mine = before == who.id and since is not None
    if not claim(session, application, who.id, since if mine and since else at, at + LEASE):
        raise ChangedMeanwhile
    if before != who.id:
        write_event(session, "taken", who.actor, at, about, **({"account": before} if before else {}))
    return found(session, reference)
