"""Whether the tables have the form that this program was written for."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from intake.refusals import StartRefused
from intake.store.engine import Store
from intake.store.guarding import VERSION_TABLE

VERSIONS = Path(__file__).parent / "migrations" / "versions"


class WrongForm(StartRefused):
    """The tables are older or newer than this program; says what to do."""


def newest() -> str:
    """The last migration of this program. From its file's name: to ask alembic takes a fifth of a second."""
    return max(path.name for path in VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def form_of(store: Store) -> str:
    """The last migration that a database has seen; empty where it has no tables. StoreTrouble while it is away."""
    with store.reading() as session:
        if not inspect(session.connection()).has_table(VERSION_TABLE):
            return ""
        return str(session.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) or "")  # noqa: S608 - our own name


def insist_on_form(store: Store) -> None:
    """WrongForm for tables not yet migrated, or migrated by a newer program; StoreTrouble while none can tell."""
    found = form_of(store)
    if found < newest():
        raise WrongForm(f"the tables have the form {found or 'of nothing'} and not {newest()}: mizuguchi migrate")
    if found > newest():
        raise WrongForm(
            f"the tables have the newer form {found}, this program knows {newest()}: install the newer one"
        )
