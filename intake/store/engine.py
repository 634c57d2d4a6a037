"""The database: SQLite in the program itself, or PostgreSQL where more than one machine writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from sqlalchemy import Engine, func, make_url, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as AllInUse
from sqlalchemy.orm import Session

from intake.store.embedded import WritersQueue, checkpointed, embedded_engine
from intake.store.guarding import lay_guards
from intake.store.migrations import upgrade
from intake.store.rights import ERASED
from intake.store.server import readers_of, server_engine
from intake.store.turns import Kind, wait_for_the_chain

BUSY_MILLISECONDS = 5000

StoreTrouble = OperationalError
"""Disk full, database locked or away: nothing of the transaction was written."""


class Store:
    """Reading and writing, each in a transaction of its own. Values never appear in errors.

    `url` is SQLAlchemy's. Nobody waits longer than `busy_milliseconds`: then it is StoreTrouble.
    """

    def __init__(self, url: str, busy_milliseconds: int = BUSY_MILLISECONDS) -> None:
        self._queue: WritersQueue | None = None
        if make_url(url).get_backend_name() == "sqlite":
            self.engine: Engine = embedded_engine(url, busy_milliseconds)
            self._readers = self.engine
            self._queue = WritersQueue(url, busy_milliseconds)
        else:
            self.engine = server_engine(url, busy_milliseconds)
            self._readers = readers_of(self.engine)

    def migrate(self) -> None:
        """Bring the tables to the newest form, and lay PostgreSQL's guards anew (DatabaseUnfit)."""
        self.modernize()
        self.open_to_processes()

    def modernize(self) -> None:
        """Bring the tables to the newest form. Those of a restored database stay their owner's alone."""
        with self._turn(), self.engine.connect() as connection:
            upgrade(connection)

    def open_to_processes(self) -> None:
        """Lay PostgreSQL's guards and give every process its rights; SQLite has neither."""
        if self._queue is None:
            with self.engine.connect() as connection:
                lay_guards(connection)

    @contextmanager
    def writing(self, *, events: bool = True) -> Iterator[Session]:
        """A transaction that is written at the end of the block, or not at all when the block fails.

        Without `events` it can't write one, and on PostgreSQL does not wait for those who do.
        """
        kind = Kind.WITH_EVENTS if events else Kind.WRITING
        with self._turn(), _session(self.engine, kind) as session, session.begin():
            _connect(session, begins_with="BEGIN IMMEDIATE")
            if events:
                wait_for_the_chain(session)
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of things and writes nothing."""
        with _session(self._readers, Kind.READING) as session:
            _connect(session)
            yield session

    def settle(self) -> bool:
        """Have what was erased gone from the files of the database; False when a reader is in the way.

        SQLite empties its log of changes into the main file. PostgreSQL writes the tables anew (decision 17), and
        keeps everybody else out of them meanwhile.
        """
        if self._queue is None:
            # Each by itself: who holds all of one table must not wait for another.
            done = [self._written_anew(table) for table in ERASED]
            return all(done)
        with self._turn(), self.engine.connect() as connection:
            return checkpointed(connection)

    def _written_anew(self, table: str) -> bool:
        with self.engine.begin() as connection:
            return bool(connection.scalar(select(func.write_anew(table))))

    @property
    def settles_easily(self) -> bool:
        """Whether `settle` is a matter of a moment, and not of rewriting whole tables."""
        return self._queue is not None

    def only_one(self, role: str) -> bool:
        """Whether no other process is in a role on this database; this one is in it until it ends.

        Known for SQLite, where all processes share a machine; False elsewhere.
        """
        return self._queue is not None and self._queue.only_one(role)

    def _turn(self) -> AbstractContextManager[None]:
        """The turn of one writer among all; PostgreSQL needs none, see `intake.store.turns`."""
        return self._queue.turn() if self._queue else nullcontext()


def _session(engine: Engine, kind: Kind) -> Session:
    return Session(engine, expire_on_commit=False, info={Kind: kind})


def _connect(session: Session, **options: str) -> None:
    """StoreTrouble when all connections of this process stay in use."""
    try:
        session.connection(execution_options=options)
    except AllInUse as crowded:
        raise OperationalError("the pool of connections", None, crowded) from None
