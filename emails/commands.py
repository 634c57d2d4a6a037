"""The command of the post room: `mizuguchi postman`."""

from __future__ import annotations

import os
import signal
import time
from types import FrameType

import click

from emails.delivering import deliver_next
from emails.postman import Postman
from emails.settings import SettingRefused, read_settings
from intake.clock import Clock, SystemClock
from intake.log import logger
from intake.pulse import beat
from intake.sealing.keys import WrongKey
from intake.settings import SettingMissing
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import free_leases
from intake.town import TownUnreadable

IDLE = 0.5
"""Seconds between two looks into an empty outbox."""

TROUBLED = 5.0
"""Seconds to wait when the database is away."""


class Stopping:
    """Set by a signal or another thread; the round ends after the mail in hand.

    A plain flag: an Event's lock may be held by the very thread that the signal interrupts.
    """

    told = False

    def listen(self) -> None:
        """Be told by SIGTERM and Ctrl-C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._heard)

    def _heard(self, _number: int, _frame: FrameType | None) -> None:
        self.told = True

    def rest(self, seconds: float) -> None:
        """Sleep, but not on when told to stop."""
        until = time.monotonic() + seconds
        while not self.told and time.monotonic() < until:
            time.sleep(min(IDLE, seconds))


@click.command()
def postman() -> None:
    """Deliver the mails of the outbox until SIGTERM or Ctrl-C; the mail in hand is finished first."""
    try:
        settings = read_settings(os.environ)
        person = Postman(settings)
    except (SettingMissing, SettingRefused, WrongKey, TownUnreadable, OSError) as problem:
        raise click.ClickException(f"{type(problem).__name__}: {problem}") from None
    stopping = Stopping()
    stopping.listen()
    store = Store(settings.database)
    log = logger("postman")
    log.info("started", pid=os.getpid())
    clock = SystemClock(settings.clock_offset)
    take_over(store, clock)
    go_round(store, clock, person, stopping)
    store.engine.dispose()
    log.info("stopped", pid=os.getpid())


def take_over(store: Store, clock: Clock) -> None:
    """What a dead postman had in hand is due at once, if nobody else can have it in hand now."""
    if store.only_one("postman"):
        with store.writing(events=False) as session:
            free_leases(session, clock.now())


def go_round(store: Store, clock: Clock, person: Postman, stopping: Stopping) -> None:
    """Deliver what is due, rest when nothing is, wait when the database is away; until told to stop."""
    while not stopping.told:
        try:
            rest = 0.0 if deliver_next(store, clock, person) else IDLE
            beat(os.environ)
        except StoreTrouble as trouble:
            logger("postman").warning("store trouble", trouble=type(trouble).__name__)
            rest = TROUBLED
        stopping.rest(rest)


COMMANDS = (postman,)
"""What this room adds to `mizuguchi`."""
