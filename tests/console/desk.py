"""What tests look up behind the console's back, and what a resident does meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from intake.acts import perform
from intake.clock import Clock
from intake.lifecycle import Act
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from intake.store.events import Event, events_about
from intake.store.outbox import mails_about


def row(store: Store, reference: str) -> Application:
    with store.reading() as session:
        found = by_reference(session, reference)
    assert found
    return found


def mail_kinds(store: Store, reference: str) -> set[str]:
    with store.reading() as session:
        return {mail.kind for mail in mails_about(session, row(store, reference).id)}


def openings(store: Store, reference: str) -> Sequence[Event]:
    with store.reading() as session:
        return [event for event in events_about(session, row(store, reference).id) if event.act == "opened"]


def cancel_on_my_page(store: Store, reference: str, clock: Clock) -> None:
    with store.writing() as session:
        seen = by_reference(session, reference)
        assert seen
        perform(session, seen, Act.CANCEL, "resident", clock.now())
