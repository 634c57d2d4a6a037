"""Figures about the database of a process."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version

from sqlalchemy.orm import Session

from intake.clock import Clock, on_the_wall
from intake.metering import UNKNOWN, Meters
from intake.store.engine import Store, StoreTrouble
from intake.store.form import newest
from intake.store.measuring import connections_most, connections_used
from intake.store.outbox import waiting, waiting_since


def watch_store(meters: Meters, store: Store) -> None:
    """Version, and connections in use: when all are, requests wait and then get the page with the phone number."""
    meters.say("mizuguchi_info", 1, version=version("mizuguchi"), tables=newest())
    if most := connections_most(store):
        meters.ask("mizuguchi_connections_used", lambda: float(connections_used(store)))
        meters.say("mizuguchi_connections_most", most)


def watch_outbox(meters: Meters, store: Store, clock: Clock) -> None:
    """How many letters wait, and how long."""

    def oldest(session: Session) -> float:
        since = waiting_since(session)
        return (clock.now() - on_the_wall(since)).total_seconds() if since else 0.0

    meters.ask("mizuguchi_letters_waiting", lambda: asked(store, waiting))
    meters.ask("mizuguchi_letters_oldest_seconds", lambda: asked(store, oldest))


def asked(store: Store, question: Callable[[Session], float]) -> float:
    """The answer; not a number while the database is away."""
    try:
        with store.reading() as session:
            return float(question(session))
    except StoreTrouble:
        return UNKNOWN
