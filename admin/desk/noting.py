"""Memo and contact log: what a clerk notes is never lost, also when somebody else was quicker."""

from __future__ import annotations

from collections.abc import Sequence

from admin.desk.finding import found, unchanged
from admin.desk.holding import kept
from admin.staff import Member
from intake.clock import Clock
from intake.memos import Memo
from intake.noting import noted, take_note
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.events import Event, events_about


def note_down(
    store: Store,
    clock: Clock,
    keys: PublicKeys,
    who: Member,
    reference: str,
    version: int,
    memo: Memo,
    form_key: str,
) -> None:
    """Note once, however often the button is pressed. Nothing is opened for it.

    ChangedMeanwhile when somebody, perhaps the resident, did something since the page was shown.
    """
    with store.writing() as session:
        if noted(session, found(session, reference).id, who.id, form_key):
            return
        application, at = unchanged(session, reference, version), clock.now()
        take_note(
            session, keys, application, memo, form_key, (who.id, who.actor), at, **kept(application, who, at)
        )


def since(store: Store, reference: str, number: int) -> Sequence[Event]:
    """What happened to an application after the event of that number, oldest first."""
    with store.reading() as session:
        about = found(session, reference).id
        return [event for event in events_about(session, about) if event.number > number]
