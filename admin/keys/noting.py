"""The event of an act about a key. On a machine without the database it is said aloud, and belongs on paper."""

from __future__ import annotations

import os
from uuid import UUID

import click
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from admin.keys.refusal import KeyRefused
from intake.audit import write_event
from intake.clock import clock_of
from intake.sealing.keys import key_id
from intake.store.engine import Store, StoreTrouble
from intake.store.events import last_event

BY = "housekeeper"
"""Who does by command what no page of the console does."""

DATABASE = "MIZUGUCHI_DATABASE"


def insist_on_place_for_events() -> None:
    """KeyRefused where a database is named that can't be written down in: before a key is made, not after."""
    if address := os.environ.get(DATABASE, "").strip():
        store = Store(address)
        try:
            with store.reading() as session:
                last_event(session)
        except StoreTrouble:
            raise KeyRefused(
                f"the database of {DATABASE} has no tables yet, or does not answer: `mizuguchi migrate` first, or"
                f" unset {DATABASE} and write it down on paper. Nothing is made"
            ) from None
        finally:
            store.engine.dispose()


def note(act: str, key: X25519PublicKey, application_id: UUID | None = None, **detail: str | int) -> None:
    """Write down what is done with which key, if the database is here."""
    identity = key_id(key).hex()
    _write(act, f"key {identity}", application_id, key=identity, **detail)


def note_count(act: str, count: int) -> None:
    """Write down what is done with how many files; their names may say whose they are."""
    _write(act, str(count), None, count=count)


def _write(act: str, on_paper: str, application_id: UUID | None, **detail: str | int) -> None:
    address = os.environ.get(DATABASE, "").strip()
    if not address:
        click.echo(f"No event is written: {DATABASE} is not set. Write down on paper: {act}, {on_paper}.")
        return
    store = Store(address)
    with store.writing() as session:
        write_event(session, act, BY, clock_of(os.environ).now(), application_id, **detail)
    store.engine.dispose()
