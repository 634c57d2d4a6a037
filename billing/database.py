"""The billing database: one SQLite file, readers beside one writer, every write a whole transaction."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Connection as SQLiteConnection

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.orm import Session

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 10000",
)


class Database:
    """The connections to one database file. Exceptions raised from here never carry the values of a row."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, hide_parameters=True)
        # A writer takes the lock at BEGIN; taken later, two of them could read the same "next number".
        self._writers = self.engine.execution_options(writes=True)
        event.listen(self.engine, "do_connect", _make_privately)
        event.listen(self.engine, "connect", _prepare)
        event.listen(self.engine, "begin", _begin)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one state of the database and writes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session whose changes are all kept at the end, or none of them when anything is raised."""
        with Session(self._writers) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def _make_privately(_dialect: object, _record: object, where: list[str], _options: object) -> None:
    """Make a new file its owner's alone from the first byte on; SQLite gives its companions the same mode."""
    if where[0] and ":" not in where[0]:
        with suppress(OSError):  # SQLite says in its own words what is wrong with the place
            os.close(os.open(where[0], os.O_RDWR | os.O_CREAT, 0o600))


def _prepare(connection: SQLiteConnection, _record: object) -> None:
    # Python's driver would otherwise open transactions at moments of its own choosing.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
