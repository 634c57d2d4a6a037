"""A copy of the whole database as it stood at one moment, and what is in it. Sealed things stay sealed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, make_url, select, text
from sqlalchemy.pool import NullPool

from intake.store.dumping import dump_server, load_server
from intake.store.events import Event
from intake.store.guarding import VERSION_TABLE
from intake.store.rights import OWNER, Process
from intake.store.server import server_engine
from intake.store.tables import TABLES

SQLITE, POSTGRESQL = "sqlite", "postgresql"
FILES = {SQLITE: "desk.sqlite", POSTGRESQL: "desk.dump"}
"""What the copy of an engine's database is called."""

WHO_SEES_ALL = (OWNER, Process.BACKUP.value)
PATIENCE = 5000


class CopyTrouble(Exception):
    """The database could not be copied, or a copy not be read; says why, without any value of a row."""


@dataclass(frozen=True)
class Facts:
    """What a copy holds: its migration, the rows of each table, and the end of the audit chain ("" when empty)."""

    engine: str
    migration: str
    counts: Mapping[str, int]
    events: int
    head: str


def engine_of(url: str) -> str:
    """Which engine an address of a database belongs to."""
    return SQLITE if make_url(url).get_backend_name() == SQLITE else POSTGRESQL


def named(url: str) -> str:
    """The name of a database, or the path of its file."""
    return make_url(url).database or ""


def copy_database(url: str, folder: Path) -> Facts:
    """Copy a database into `folder`, all of one moment, while others go on reading and writing.

    CopyTrouble, OSError or sqlite3.Error; then what lies in the folder is worth nothing.
    """
    if engine_of(url) == SQLITE:
        return _copy_file(Path(make_url(url).database or ""), folder / FILES[SQLITE])
    return _copy_server(url, folder / FILES[POSTGRESQL])


def facts_of(url: str) -> Facts:
    """What a database holds now, in one view."""
    if engine_of(url) == SQLITE:
        return _facts_of_file(Path(make_url(url).database or ""))
    engine = server_engine(url, PATIENCE).execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            return _facts(connection, POSTGRESQL)
    finally:
        engine.dispose()


def put_back(copy: Path, url: str) -> None:
    """Make a database of a copy. What `url` names has to be empty: else CopyTrouble, and nothing changes."""
    insist_on_nothing(url)
    if engine_of(url) == SQLITE:
        _write_anew(copy, Path(make_url(url).database or ""))
    else:
        load_server(url, copy)


def insist_on_nothing(url: str) -> None:
    """CopyTrouble when a database has anything in it that putting a copy back would overwrite."""
    if engine_of(url) == SQLITE:
        file = Path(make_url(url).database or "")
        if [
            each
            for each in file.parent.glob(f"{file.name}*")
            if each.name.removeprefix(file.name)[:1] in {"", "-"}
        ]:
            raise CopyTrouble(f"{file} exists already; nothing is restored over it")
        return
    engine = server_engine(url, PATIENCE)
    try:
        with engine.connect() as connection:
            if connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")):
                raise CopyTrouble("the database has tables already; nothing is restored over them")
    finally:
        engine.dispose()


def clear_out(url: str) -> None:
    """Take everything out of a server's database again. Only for whoever has filled it."""
    engine = server_engine(url, PATIENCE)
    try:
        with engine.begin() as connection:
            for name in connection.scalars(
                text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            ).all():
                connection.exec_driver_sql(f'DROP TABLE public."{name}" CASCADE')
            ours = text("SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
            for name in connection.scalars(ours).all():
                connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")
    finally:
        engine.dispose()


def _copy_file(source: Path, target: Path) -> Facts:
    if not source.is_file():
        raise CopyTrouble("there is no database to copy")
    _make_private(target)
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        original.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, with no log of changes beside it
        found = copy.execute("PRAGMA integrity_check").fetchall()
    if found != [("ok",)]:
        raise CopyTrouble("the copy of the database is damaged, and so is the database: PRAGMA integrity_check")
    return _facts_of_file(target)


def _facts_of_file(file: Path) -> Facts:
    """Without a trace: no log of changes appears beside the file."""
    engine = create_engine(f"sqlite:///file:{file}?mode=rw&uri=true", poolclass=NullPool, hide_parameters=True)
    with engine.connect() as connection:
        return _facts(connection, SQLITE)


def _copy_server(url: str, target: Path) -> Facts:
    """Counted and dumped from one snapshot, which lives as long as the transaction that counts."""
    engine = server_engine(url, PATIENCE)
    views = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with views.connect() as connection:
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            if (who := connection.scalar(text("SELECT current_user"))) not in WHO_SEES_ALL:
                raise CopyTrouble(f"{who} does not see every row; sign in as {Process.BACKUP}")
            facts = _facts(connection, POSTGRESQL)
            snapshot = str(connection.scalar(select(func.pg_export_snapshot())))
            _make_private(target)
            dump_server(url, snapshot, target)
            return facts
    finally:
        engine.dispose()


def _facts(connection: Connection, engine: str) -> Facts:
    counted = {
        table.__tablename__: connection.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES
    }
    last = connection.execute(
        select(Event.number, Event.hash).order_by(Event.number.desc()).limit(1)
    ).one_or_none()
    migration = str(connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")))  # noqa: S608 - our own name
    return Facts(engine, migration, counted, last.number if last else 0, last.hash if last else "")


def _write_anew(copy: Path, target: Path) -> None:
    with copy.open("rb") as source, os.fdopen(_make_private(target, keep_open=True), "wb") as file:
        while part := source.read(1 << 20):
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _make_private(target: Path, *, keep_open: bool = False) -> int:
    """A file that only its owner may read, from its first byte on; FileExistsError where there is one."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    if not keep_open:
        os.close(descriptor)
    return descriptor
