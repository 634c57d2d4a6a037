"""The command of the post room: `mizuguchi postman`."""

from __future__ import annotations

import os
import time

import click

from emails.delivering import deliver_next
from emails.postman import Postman
from emails.settings import read_settings
from intake.clock import Clock, SystemClock
from intake.log import logger
from intake.metering_store import watch_outbox, watch_store
from intake.pulse import beat
from intake.starting import insist_on_tables, starting
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import free_leases
from intake.told import Told

IDLE = 0.5
"""Seconds between two looks into an empty outbox."""

TROUBLED = 5.0
"""Seconds to wait when the database is away."""


@click.command()
def postman() -> None:
    """Deliver the mails of the outbox until SIGTERM or Ctrl-C; the mail in hand is finished first.

    SIGHUP has it read its settings again after that mail.
    """
    with starting("postman", os.environ):
        settings = read_settings(os.environ)
        person = Postman(settings)
        store = Store(settings.database)
        insist_on_tables(store, "postman")
    told, log = Told(), logger("postman")
    told.listen()
    log.info("started", pid=os.getpid())
    clock = SystemClock(settings.clock_offset)
    watch_store(person.meters, store)
    watch_outbox(person.meters, store, clock)
    take_over(store, clock)
    go_round(store, clock, person, told)
    store.engine.dispose()
    log.info("stopped", pid=os.getpid())


def take_over(store: Store, clock: Clock) -> None:
    """What a dead postman had in hand is due at once, if nobody else can have it in hand now."""
    if store.only_one("postman"):
        with store.writing(events=False) as session:
            free_leases(session, clock.now())


def go_round(store: Store, clock: Clock, person: Postman, told: Told) -> None:
    """Deliver what is due, rest when nothing is, wait when the database is away; until told to stop."""
    while not told.to_stop:
        try:
            rest = 0.0 if deliver_next(store, clock, person) else IDLE
            beat(os.environ)
            person.meters.say("mizuguchi_last_round_seconds", time.time())
        except StoreTrouble as trouble:
            logger("postman").warning("store trouble", trouble=type(trouble).__name__)
            rest = TROUBLED
        person.meters.write(os.environ)
        told.rest(rest)
        told.reread(lambda: person.read_anew(read_settings(os.environ)), logger("postman"))


COMMANDS = (postman,)
"""What this room adds to `mizuguchi`."""
