"""What tests look up about keys and events."""

from __future__ import annotations

from intake.audit import details, verify
from intake.store.applications import Application, by_reference
from intake.store.engine import Store
from intake.store.events import all_events

Told = tuple[str, dict[str, str | int]]


def told(store: Store, act: str) -> list[dict[str, str | int]]:
    """The details of all events of an act, oldest first; the chain has to be sound."""
    with store.reading() as session:
        assert verify(session).sound
        return [dict(details(event)) for event in all_events(session) if event.act == act]


def row(store: Store, reference: str) -> Application:
    """An application as it stands."""
    with store.reading() as session:
        found = by_reference(session, reference)
    assert found
    return found
