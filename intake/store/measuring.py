"""How large the database is."""

from __future__ import annotations

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from intake.store.turns import on_server


def size_of(session: Session) -> int:
    """In bytes: PostgreSQL's whole database, SQLite's main file."""
    if on_server(session):
        return int(session.scalar(select(func.pg_database_size(func.current_database()))) or 0)
    pages = session.scalar(text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"))
    return int(pages or 0)
