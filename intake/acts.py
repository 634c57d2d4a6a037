"""One act on one application: state, event and letter in one transaction, or none of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.lifecycle import FINAL, Act, NotAllowed, State, after
from intake.store.applications import Application, move
from intake.store.outbox import enqueue

LETTERS: dict[State, str] = {
    State.COMPLETED: "completed",
    State.CANCELLED: "cancelled",
    State.CANCEL_REQUESTED: "cancel_requested",
    State.DECLINED: "declined",
}
"""States whose arrival the applicant is told by mail."""


def perform(session: Session, seen: Application, act: Act, actor: str, at: datetime, **changes: Any) -> State:
    """Move an application that the caller has read; NotAllowed when somebody else was quicker.

    `changes` are further columns set in the same statement.
    """
    before, to = seen.standing, after(seen.standing, act)
    if to in FINAL:
        changes |= {"finished_at": at, "inquiry": ""}
    if not move(session, seen, to, **changes):
        raise NotAllowed(f"{act} came too late")
    write_event(session, act.value, actor, at, seen.id, **{"from": before.value, "to": to.value})
    if to in LETTERS and to is not before:
        tell(session, seen, LETTERS[to], at)
    return to


def tell(session: Session, about: Application, kind: str, at: datetime) -> None:
    """Queue a mail to the applicant; the address stays sealed to the postman all the way."""
    enqueue(session, kind, about.id, about.contact, at, about.reference)
