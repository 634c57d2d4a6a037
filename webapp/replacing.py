"""What becomes of an old application when a new one is submitted in its place. Knows no Flask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from intake.acts import perform
from intake.lifecycle import Act, NotAllowed, State, after
from intake.receiving import Replaced
from intake.store.applications import Application, application
from webapp.drafting import Content
from webapp.mypage import may_cancel
from webapp.window import Window

ENDED = frozenset({State.CANCELLED, State.CANCEL_REQUESTED})


class OldOneStays(Exception):
    """The old application can't be cancelled here any more, so nothing is submitted in its place."""


class Fate(StrEnum):
    """What submitting does to the old application."""

    CANCELLED = "cancelled"
    ASKED = "asked"
    """There is paper already: staff are asked to cancel it."""
    ENDED = "ended"
    """Nothing: it is cancelled, or asked to be, or was erased."""
    STAYS = "stays"
    """It can't be cancelled here any more; as long as the new one is tied to it, nothing is submitted."""


@dataclass(frozen=True)
class Old:
    """The old application as the check page shows it: its id, its reference, and what submitting does to it."""

    id: UUID
    reference: str
    fate: Fate


def look_at_old(window: Window, content: Content) -> Old | None:
    """The application that a draft replaces, or None for a draft of its own."""
    if not content.replaces:
        return None
    about = UUID(content.replaces)
    with window.store.reading() as session:
        return Old(about, content.replaced, fate_of(application(session, about), window.clock.now()))


def fate_of(row: Application | None, at: datetime) -> Fate:
    """What submitting now does to an old application; None is one that was erased."""
    if row is None or row.standing in ENDED:
        return Fate.ENDED
    if not may_cancel(row, at):
        return Fate.STAYS
    return Fate.CANCELLED if after(row.standing, Act.CANCEL) is State.CANCELLED else Fate.ASKED


def end_old(session: Session, content: Content, at: datetime) -> Replaced | None:
    """Cancel, or ask to cancel, what a draft replaces, in the caller's transaction; OldOneStays otherwise."""
    if not content.replaces:
        return None
    old = Replaced(UUID(content.replaces), content.replaced)
    row = application(session, old.id)
    fate = fate_of(row, at)
    if fate is Fate.STAYS:
        raise OldOneStays
    if row is not None and fate is not Fate.ENDED:
        _cancel(session, row, at)
    return old


def _cancel(session: Session, row: Application, at: datetime) -> None:
    try:
        perform(session, row, Act.CANCEL, "resident", at)
    except NotAllowed as quicker:
        raise OldOneStays from quicker
