"""Whether a process can do its work: database, form of the tables, clock, pinned keys. One word each, no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic

from intake.clock import SystemClock
from intake.sealing.fingerprints import unpinned
from intake.store.engine import Store, StoreTrouble
from intake.store.form import form_of, newest
from intake.store.measuring import clock_of_server

OK = "ok"
EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
"""This program is younger; a machine that says less has lost its clock."""

FARTHEST = timedelta(seconds=30)
"""Between the clock of this machine and that of the database's; one-time codes bear no more."""

LOOK_AGAIN = 2.0
"""Seconds. Whoever asks more often gets the last answer, so that asking is no load."""


@dataclass
class Readiness:
    """Looks when it is asked. `pins` is the environment with the fingerprints, None for who seals nothing."""

    store: Store
    pins: Mapping[str, str] | None = None
    _looked: float = float("-inf")
    _found: dict[str, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self) -> tuple[int, bytes]:
        """200 when all is well, else 503; and one line for each question."""
        found = self.look()
        lines = "".join(f"{what} {word}\n" for what, word in found.items())
        return (200 if set(found.values()) == {OK} else 503), lines.encode()

    def look(self) -> dict[str, str]:
        """What was asked, and "ok" or what is wrong."""
        with self._lock:
            if monotonic() - self._looked >= LOOK_AGAIN:
                self._found, self._looked = self._database() | {"keys": self._keys()}, monotonic()
            return self._found

    def _database(self) -> dict[str, str]:
        try:
            form, clock = form_of(self.store), self._clock()
        except StoreTrouble:
            return {"database": "away", "tables": "unknown", "clock": "unknown"}
        other = "pending" if form < newest() else "newer"
        return {"database": OK, "tables": OK if form == newest() else other, "clock": clock}

    def _clock(self) -> str:
        """By the real time, whatever day a rehearsal lives on."""
        now = SystemClock().now()
        with self.store.reading() as session:
            there = clock_of_server(session) or now
        apart = abs(there - now)
        return OK if now >= EARLIEST and apart <= FARTHEST else "wrong"

    def _keys(self) -> str:
        return OK if self.pins is None or not unpinned(self.pins) else "not pinned"
