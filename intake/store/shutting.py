"""Shutting the desk for good: the database itself takes nothing new, whichever process asks.

What is there may still run out: the housekeeper purges, the postman delivers, sheets are shredded.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from intake.store.base import Table
from intake.store.embedded import DESK_IS_SHUT
from intake.store.rights import BY_NAME, OWNER
from intake.store.turns import on_server

NAME = "desk_shut"
NO_NEW_ROWS = ("applications", "messages", "notes", "drafts", "slips", "outbox")
NO_CHANGE = ("applications", "drafts")
RUNS_OUT = frozenset({"resident_wrap"})
"""Columns that the housekeeper empties by the rules of retention, also when the desk is shut."""

_FUNCTION = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
    $$ BEGIN RAISE EXCEPTION '{DESK_IS_SHUT}' USING ERRCODE = '25006'; END $$"""


def shut(session: Session) -> None:
    """Take nothing new from the end of this transaction on; on PostgreSQL as the owner."""
    reopen(session)
    if on_server(session):
        session.execute(text(_FUNCTION))
    for name, verb, table in _triggers():
        session.execute(text(_made(session, name, verb, table)))


def reopen(session: Session) -> None:
    """Take applications again. Nothing happens where the desk is not shut."""
    for name, _, table in _triggers():
        where = f" ON {table}" if on_server(session) else ""
        session.execute(text(f"DROP TRIGGER IF EXISTS {name}{where}"))


def is_shut(session: Session) -> bool:
    """Whether every one of the triggers is there: a migration may have made a table anew without its own."""
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if on_server(session):
        found = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'O'"
    return {name for name, _, _ in _triggers()} <= set(session.scalars(text(found)))


def by_owner(session: Session) -> bool:
    """Whether who is signed in may do this at all. A file of SQLite belongs to whoever may write it."""
    return not on_server(session) or session.scalar(select(func.current_user())) == OWNER


def _triggers() -> Iterator[tuple[str, str, str]]:
    for table in NO_NEW_ROWS:
        yield f"{NAME}_insert_{table}", "INSERT", table
    for table in NO_CHANGE:
        yield f"{NAME}_update_{table}", f"UPDATE OF {_columns(BY_NAME[table])}", table


def _made(session: Session, name: str, verb: str, table: str) -> str:
    if on_server(session):
        return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{DESK_IS_SHUT}'); END"


def _columns(table: type[Table]) -> str:
    return ", ".join(column.name for column in table.__table__.columns if column.name not in RUNS_OUT)
