"""A mark in the database of drills: what is in it was put there by a drill, and may be taken out again by the
next one.

Without it nothing is cleared: an address that names another database by mistake costs nobody a row.
"""

from __future__ import annotations

from sqlalchemy import text

from intake.store.copying import PATIENCE, clear_out, insist_on_nothing
from intake.store.server import server_engine

MARK = "mizuguchi_drill"
"""A schema, since a database that is restored into may have no table."""


def mark(url: str) -> None:
    """Mark an empty database; CopyTrouble where anything is in it."""
    insist_on_nothing(url)
    _do(url, f"CREATE SCHEMA IF NOT EXISTS {MARK}")


def is_marked(url: str) -> bool:
    """Whether a drill is under way in it, or was cut off."""
    engine = server_engine(url, PATIENCE)
    try:
        with engine.connect() as connection:
            return bool(
                connection.scalar(text("SELECT count(*) FROM pg_namespace WHERE nspname = :mark"), {"mark": MARK})
            )
    finally:
        engine.dispose()


def clear_marked(url: str) -> None:
    """Take out what a drill has put in, and the mark after it. Nothing happens to a database without the mark."""
    if is_marked(url):
        clear_out(url)
        _do(url, f"DROP SCHEMA {MARK}")


def _do(url: str, statement: str) -> None:
    engine = server_engine(url, PATIENCE)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement)
    finally:
        engine.dispose()
