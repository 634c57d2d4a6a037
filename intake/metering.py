"""What is counted for whoever runs the desk, in Prometheus' form. Numbers only, and labels from fixed lists.

Nothing here leads to a person: routes by their pattern and never by an address that was asked for, no language,
no procedure, no hour of an application. `MEANINGS` is the whole of it, and the register prints it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)
from prometheus_client.exposition import generate_latest

METRICS_FILE = "MIZUGUCHI_METRICS_FILE"
"""Where a process without a door writes its figures (`NAME.prom`, for a collector of text files)."""

MEANINGS: Mapping[str, str] = {
    "mizuguchi_info": "version of the program and form of its tables",
    "mizuguchi_ready": "1 while the process says that it can work: database, tables, clock and pinned keys",
    "mizuguchi_requests_total": "requests by pattern of the route, method and class of the status",
    "mizuguchi_request_seconds": "how long answers took, by pattern of the route",
    "mizuguchi_connections_used": "connections to the database in use",
    "mizuguchi_connections_most": "connections to the database at most",
    "mizuguchi_letters_waiting": "letters in the outbox that are still to be sent",
    "mizuguchi_letters_oldest_seconds": "how long the oldest of them waits",
    "mizuguchi_letters_total": "tries to send a letter, by what became of it",
    "mizuguchi_turned_away_total": "visitors who were shown phone and fax because too much was waiting",
    "mizuguchi_alarms": "alarms on the console's page, all kinds together",
    "mizuguchi_applications_received": "applications ever received, all procedures together, in steps of ten",
    "mizuguchi_erased_total": "rows erased because their time was over",
    "mizuguchi_database_bytes": "size of the database",
    "mizuguchi_chain_sound": "1 while the audit chain is not known to be broken",
    "mizuguchi_backup_newest_seconds": "when the newest backup was made, in seconds since 1970; 0 for none",
    "mizuguchi_backup_alarms": "what is wrong with the backups, counted",
    "mizuguchi_backup_days_missing": "days without a backup, among those that are kept",
    "mizuguchi_key_age_seconds": "how long ago each key was made, by the audit chain",
    "mizuguchi_last_round_seconds": "when the last round that went well ended, in seconds since 1970",
}
"""Every figure and what it says; besides them only what Prometheus' library tells of the process itself."""

OF_THE_PROCESS = "mizuguchi_process_"
"""How those begin: memory, processor seconds, open files, start."""

METHODS = frozenset({"GET", "HEAD", "POST"})
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
WRITE_AGAIN = 5.0
UNKNOWN = float("nan")

disable_created_metrics()  # type: ignore[no-untyped-call]  # they would tell when something happened first


@dataclass
class Meters:
    """The figures of one process. Each is made when it is first used; KeyError for a name without a meaning."""

    process: str
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    _written: float = float("-inf")
    _counters: dict[str, Counter] = field(default_factory=dict)
    _gauges: dict[str, Gauge] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ProcessCollector(namespace="mizuguchi", registry=self.registry)
        self._answers = Histogram(
            "mizuguchi_request_seconds",
            MEANINGS["mizuguchi_request_seconds"],
            ("process", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )

    def count(self, name: str, **labels: str) -> None:
        """One more."""
        self.add(name, 1, **labels)

    def add(self, name: str, how_many: float, **labels: str) -> None:
        """Some more."""
        if name not in self._counters:
            self._counters[name] = Counter(name, MEANINGS[name], ("process", *labels), registry=self.registry)
        self._counters[name].labels(self.process, *labels.values()).inc(how_many)

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request. `route` is the pattern of a rule of ours."""
        method = method if method in METHODS else "other"
        self.count("mizuguchi_requests_total", route=route, method=method, status=f"{status // 100}xx")
        self._answers.labels(self.process, route).observe(seconds)

    def say(self, name: str, value: float, **labels: str) -> None:
        """How it is now."""
        self._gauge(name, labels).set(value)

    def ask(self, name: str, how: Callable[[], float]) -> None:
        """How it is at the moment when somebody wants to know."""
        self._gauge(name, {}).set_function(how)

    def text(self) -> bytes:
        """All of it, in Prometheus' text form."""
        return generate_latest(self.registry)

    def write(self, environ: Mapping[str, str]) -> None:
        """Into the file that the environment names, if it names one and some seconds have passed; whole or not."""
        path = environ.get(METRICS_FILE, "").strip()
        if path and monotonic() - self._written >= WRITE_AGAIN:
            self._written = monotonic()
            with suppress(OSError):  # a figure that can't be written must not stop the work; its age tells
                scratch = Path(f"{path}.{os.getpid()}")
                scratch.write_bytes(self.text())
                scratch.chmod(0o644)  # for a collector of another user; there is nothing private in it
                scratch.replace(path)

    def _gauge(self, name: str, labels: Mapping[str, str]) -> Gauge:
        if name not in self._gauges:
            self._gauges[name] = Gauge(name, MEANINGS[name], ("process", *labels), registry=self.registry)
        found: Gauge = self._gauges[name].labels(self.process, *labels.values())
        return found
