"""Finding an application, and making sure that it still is what the page showed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from admin.desk.refusals import ChangedMeanwhile, Unknown
from admin.staff import Member
from intake.lifecycle import Act
from intake.lifecycle import allowed as possible
from intake.store.applications import Application, by_reference


def found(session: Session, reference: str) -> Application:
    """The application of a reference (ten digits); Unknown when there is none."""
    application = by_reference(session, reference)
    if application is None:
        raise Unknown
    return application


def unchanged(session: Session, reference: str, version: int) -> Application:
    """The application, if it has the version that the page showed; ChangedMeanwhile otherwise."""
    application = found(session, reference)
    if application.version != version:
        raise ChangedMeanwhile
    return application


def acts(application: Application, who: Member) -> frozenset[Act]:
    """What this person may do to it now. A resident's cancel is not among them: it is made on My Page."""
    offered = possible(application.standing) - {Act.CANCEL}
    if application.keyed_by == who.id:
        offered -= {Act.CHECK, Act.SEND_BACK}
    if application.customer_number is None:
        return offered - {Act.UNDO}
    if application.undone_by is None:
        return offered - {Act.CONFIRM_CANCEL}
    return offered - ({Act.UNDO, Act.CONFIRM_CANCEL} if application.undone_by == who.id else {Act.UNDO})
