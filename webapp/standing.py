"""How the window is doing: asked at most every some seconds, because a status page is read when all is slow."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from shutil import disk_usage
from threading import Lock

from intake.clock import Clock, on_the_wall
from intake.store.engine import Store, StoreTrouble
from intake.store.outbox import burden

LOOK_AGAIN = timedelta(seconds=30)
SOONER = timedelta(seconds=5)
"""Until the next look after one that found nobody: whoever could begin again should not wait for us."""

MAILS_ARE_LATE = timedelta(minutes=10)
"""A mail leaves within seconds; one that is older waits for its server or for the postman."""


MOST_LETTERS = 2000
LEAST_FREE = 256 * 1024 * 1024


@dataclass(frozen=True)
class Room:
    """How many letters may wait (`burden`) and how many bytes the disk keeps free, before nobody new may begin."""

    letters: int = MOST_LETTERS
    free_bytes: int = LEAST_FREE


@dataclass(frozen=True)
class Report:
    """Whether applications can be written, how long the oldest unsent mail waits, and since when it is so.

    `waits` None means that it is not known. `crowded`: so much waits, or the disk is so full, that nobody new
    should begin; `full`: that twice over. Nothing in it is about a person.
    """

    at: datetime
    accepting: bool
    waits: timedelta | None
    since: datetime
    crowded: bool = False
    full: bool = False

    @property
    def mails_go_out(self) -> bool:
        """Whether mails leave as quickly as they should."""
        return self.waits is not None and self.waits < MAILS_ARE_LATE

    def same_as(self, other: Report) -> bool:
        """Whether nothing has changed that a reader would want to know."""
        mine, theirs = ((each.accepting, each.mails_go_out, each.crowded) for each in (self, other))
        return mine == theirs


@dataclass
class Standing:
    """Remembers the last report of this process, and since when things are as they are."""

    store: Store
    clock: Clock
    room: Room = field(default_factory=Room)
    version: str = field(default_factory=lambda: version("mizuguchi"))
    _last: Report | None = None
    _lock: Lock = field(default_factory=Lock)

    def report(self) -> Report:
        """The report of this moment or of some seconds ago, with times in Japan."""
        with self._lock:
            now = on_the_wall(self.clock.now())
            if self._last is None or not timedelta(0) <= now - self._last.at < self._good_for:
                self._last = self._following(self._look(now))
            return self._last

    @property
    def _good_for(self) -> timedelta:
        return LOOK_AGAIN if self._last and self._last.waits is not None else SOONER

    def _following(self, seen: Report) -> Report:
        last = self._last
        return replace(seen, since=last.since) if last and seen.same_as(last) else seen

    def _look(self, now: datetime) -> Report:
        try:
            with self.store.writing() as session:  # takes a writer's turn and writes nothing
                letters, since = burden(session)
        except StoreTrouble:
            return Report(now, accepting=False, waits=None, since=now)
        waits = now - on_the_wall(since) if since else timedelta(0)
        load = max(letters / max(1, self.room.letters), self.room.free_bytes / max(1.0, self._free()))
        return Report(now, accepting=load < 1, waits=waits, since=now, crowded=load >= 1, full=load >= 2)

    def _free(self) -> float:
        """Bytes left on the disk of the database, where that is a file of this machine."""
        place = self.store.engine.url.database or ""
        if self.store.engine.dialect.name != "sqlite" or not Path(place).is_file():
            return float("inf")
        return float(disk_usage(place).free)
