"""The two engines that storage runs on. A test marked `both_engines` runs once on each, all others on SQLite.

`MIZUGUCHI_TESTS_ENGINE=postgresql` makes PostgreSQL the engine of the others too, but not of those marked
`on_file`: the name of a server's database is no file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import make_url

from intake.store.engine import Store
from intake.store.rights import Process
from tests.cluster import Cluster

SQLITE, POSTGRESQL = "sqlite", "postgresql"
ENGINES = (SQLITE, POSTGRESQL)


def usual_engine() -> str:
    """The engine of tests that ask for none."""
    return os.environ.get("MIZUGUCHI_TESTS_ENGINE", SQLITE)


def url_for(store: Store, process: Process) -> str:
    """The same database as a process signs in to it; SQLite knows no roles."""
    url = make_url(store.engine.url)
    seen = url if url.get_backend_name() == SQLITE else url.set(username=process.value)
    return seen.render_as_string(hide_password=False)


class Copies:
    """Databases of a cluster, each a copy of one that was made ready once."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._ready: dict[str, str] = {}

    @contextmanager
    def fresh(self, kind: str, make_ready: Callable[[Store], None]) -> Iterator[Store]:
        """A database of a kind, as its owner."""
        if kind not in self._ready:
            self._ready[kind] = self.cluster.make()
            first = Store(self.cluster.url(self._ready[kind]))
            make_ready(first)
            first.engine.dispose()
        name = self.cluster.make(like=self._ready[kind])
        store = Store(self.cluster.url(name))
        yield store
        store.engine.dispose()
        assert self._deadlocks(name) == 0, "two transactions have waited for each other"
        self.cluster.drop(name)

    def _deadlocks(self, name: str) -> object:
        return self.cluster.tell(f"SELECT deadlocks FROM pg_stat_database WHERE datname = '{name}'")[0][0]  # noqa: S608 - our own name


def unguarded(store: Store, *statements: str) -> None:
    """What somebody can do who holds the file, or is the owner: drop the guards of the events, then anything."""
    guards = ("events_no_update", "events_no_delete", "events_in_order")
    lifting = [f"DROP TRIGGER IF EXISTS {guard}" for guard in guards]
    if store.engine.dialect.name == POSTGRESQL:
        lifting = ["ALTER TABLE events DISABLE TRIGGER USER"]
    with store.engine.begin() as connection:
        for statement in (*lifting, *statements):
            connection.exec_driver_sql(statement)
