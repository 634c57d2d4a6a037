"""The housekeeper's part: one backup on each day of the wall calendar, tried again until it is made."""

from __future__ import annotations

from datetime import date, datetime, time

from intake.backup.checking import Look, look
from intake.backup.days import day_of
from intake.backup.making import HOUSEKEEPER, back_up, forget, send, tell_failure
from intake.backup.settings import BackupSettings
from intake.backup.standing import FAILED
from intake.backup.trouble import BackupTrouble
from intake.clock import WALL, Clock, today
from intake.store.engine import Store
from intake.store.events import done_since


class Daily:
    """What is due, and what was done today already by this process."""

    def __init__(self, settings: BackupSettings) -> None:
        self.settings = settings
        self._done: date | None = None

    def round(self, store: Store, clock: Clock) -> Look | None:
        """Make today's backup, or end what is left of it, and look at all; None when it was done before.

        BackupTrouble when it failed: the next round tries again, and the chain tells of it once a day.
        """
        day = today(clock)
        if self._done == day:
            return None
        try:
            self._make(store, clock, day)
        except BackupTrouble:
            _tell_once(store, clock, day)
            raise
        self._done = day
        return look(self.settings, store, clock)

    def _make(self, store: Store, clock: Clock, day: date) -> None:
        if day not in {day_of(name) for name in self.settings.local.held()}:
            back_up(self.settings, store, clock)
            return
        troubles = list[str]()
        with self.settings.local.alone():
            forget(self.settings, clock, troubles)
            send(self.settings, clock, troubles)
        if troubles:
            raise BackupTrouble("; ".join(dict.fromkeys(troubles)))


def _tell_once(store: Store, clock: Clock, day: date) -> None:
    with store.reading() as session:
        told = done_since(session, (FAILED,), (HOUSEKEEPER,), datetime.combine(day, time(), WALL))
    if not told:
        tell_failure(store, clock)
