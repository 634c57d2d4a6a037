"""The housekeeper's rounds: erase, settle, walk the audit chain, back up; and the figures about all that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from structlog.typing import FilteringBoundLogger

from intake.audit import details
from intake.backup.daily import Daily
from intake.backup.days import first_kept, missing, taken_at
from intake.backup.settings import configured, read_settings
from intake.backup.trouble import BackupTrouble
from intake.clock import SystemClock, clock_of, on_the_wall, today
from intake.halting import halted
from intake.metering import Meters
from intake.metering_store import asked, watch_store
from intake.pulse import beat
from intake.retention import purge
from intake.store.engine import Store
from intake.store.events import latest_of
from intake.store.measuring import size_of
from intake.store.tallies import received_in_all
from intake.town import Retention, read_town, town_file
from intake.verifying import verified_daily

STEP = 10
"""Applications are told in tens: whoever watches the number must not see when somebody applied."""

KEYS_MADE, MOST_KEYS = ("key_made", "key_rotated"), 20
KEYS = frozenset({"office", "recovery", "postman"})


class Rounds:
    """One after the other over a store. `read`, between two, takes over other deadlines and places."""

    def __init__(self, store: Store, environ: Mapping[str, str], log: FilteringBoundLogger) -> None:
        self._store, self._environ, self._log = store, environ, log
        self._settled = date.min
        self._meters = Meters("housekeeper")
        watch_store(self._meters, store)
        self.read()

    def read(self) -> None:
        """Settings from town and environment; as before with SettingMissing, TownUnreadable or BackupTrouble."""
        terms: Retention = read_town(town_file(self._environ)).retention
        daily = Daily(read_settings(self._environ)) if configured(self._environ) else None
        self._terms, self._daily = terms, daily

    def go(self) -> None:
        """One round. StoreTrouble while the database is away."""
        erased = sum(purge(self._store, self._clock, self._terms).values())
        self._log.info("purged", count=erased)
        self._meters.add("mizuguchi_erased_total", erased)
        self._settle()
        self._walk()
        self._back_up()
        self._measure()
        self._meters.write(self._environ)
        beat(self._environ)

    @property
    def _clock(self) -> SystemClock:
        return clock_of(self._environ)

    def _settle(self) -> None:
        """Each round where that is a matter of a moment, else once a day."""
        if not self._store.settles_easily and self._settled == today(self._clock):
            return
        if self._store.settle():
            self._settled = today(self._clock)
        else:
            self._log.warning("erased bytes wait in the files of the database")

    def _walk(self) -> None:
        if (finding := verified_daily(self._store, self._clock)) is not None:
            code = finding.wrong.code if finding.wrong else ""
            self._log.info("audit chain walked", count=finding.count, trouble=code)

    def _back_up(self) -> None:
        if self._daily is None:
            return
        try:
            found = self._daily.round(self._store, self._clock)
        except BackupTrouble as trouble:
            self._log.error("backup failed", trouble=str(trouble))
            return
        if found is not None:
            self._log.info("backup made")
            self._meters.say("mizuguchi_backup_alarms", len(found.alarms))
            for alarm in found.alarms:
                self._log.error("backup alarm", trouble=alarm)

    def _measure(self) -> None:
        say, store, now = self._meters.say, self._store, self._clock.now()
        say("mizuguchi_applications_received", asked(store, received_in_all) // STEP * STEP)
        say("mizuguchi_database_bytes", asked(store, size_of))
        say("mizuguchi_chain_sound", asked(store, lambda session: not halted(session)))
        say("mizuguchi_last_round_seconds", datetime.now(UTC).timestamp())
        if self._daily is not None:
            self._measure_backups(self._daily, now)
        with store.reading() as session:
            for event in reversed(latest_of(session, KEYS_MADE, MOST_KEYS)):
                if (key := details(event).get("what")) in KEYS:
                    say("mizuguchi_key_age_seconds", (now - on_the_wall(event.at)).total_seconds(), key=str(key))

    def _measure_backups(self, daily: Daily, now: datetime) -> None:
        """A moment and no age: an age in a file stays what it was when nobody writes the file any more."""
        try:
            held = daily.settings.local.held()
        except BackupTrouble:  # said by the round already
            held = []
        taken = [moment for name in held if (moment := taken_at(name))]
        ago = (now - max(taken)).total_seconds() if taken else float("inf")
        self._meters.say("mizuguchi_backup_newest_seconds", max(0.0, datetime.now(UTC).timestamp() - ago))
        if taken:
            first = max(first_kept(today(self._clock), daily.settings.days), on_the_wall(min(taken)).date())
            gaps = missing(held, first, today(self._clock))
            self._meters.say("mizuguchi_backup_days_missing", len(gaps))
