"""How large the database is, how many connections to it are in use, and what its clock says."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import QueuePool, func, select, text
from sqlalchemy.orm import Session

from intake.store.engine import Store
from intake.store.turns import on_server


def size_of(session: Session) -> int:
    """In bytes: PostgreSQL's whole database, SQLite's main file."""
    if on_server(session):
        return int(session.scalar(select(func.pg_database_size(func.current_database()))) or 0)
    pages = session.scalar(text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"))
    return int(pages or 0)


def connections_used(store: Store) -> int:
    """How many of this process are in use at this moment; 0 where they are not pooled."""
    pool = store.engine.pool
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def connections_most(store: Store) -> int:
    """How many this process may have; 0 where there is no limit."""
    pool = store.engine.pool
    return pool.size() + pool._max_overflow if isinstance(pool, QueuePool) else 0


def clock_of_server(session: Session) -> datetime | None:
    """The moment on the clock of PostgreSQL's machine; None where the database is in this process."""
    return session.scalar(select(func.now())) if on_server(session) else None
