"""Rows on their way out of one database and into another: as JSON values, with the schema of those values."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    Uuid,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Session

from intake.store.base import Instant, Table
from intake.store.events import Event
from intake.store.guarding import VERSION_TABLE
from intake.store.outbox import Delivery, Mail
from intake.store.rights import BY_NAME, SEQUENCES
from intake.store.turns import on_server

Values = dict[str, Any]
"""A row, or a part of one, as JSON knows it."""

Row = TypeVar("Row", bound=Table)

AT_ONCE = 200
"""Rows that are held in memory at a time."""

PERHAPS = {True: ["string", "null"], False: "string"}


def rows_of(session: Session, table: type[Row]) -> Iterator[Row]:
    """Every row in the order of its primary key; of mails the delivered ones, which hold nothing any more."""
    every = select(table).order_by(*inspect(table).primary_key)
    if table is Mail:
        every = every.where(Mail.state == Delivery.DELIVERED.value)
    yield from session.scalars(every.execution_options(yield_per=AT_ONCE))


def count_rows(session: Session) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _count(session, table) for name, table in BY_NAME.items()}


def count_undelivered(session: Session) -> int:
    """Mails that were not delivered, parked ones too."""
    return _count(session, Mail, Mail.state != Delivery.DELIVERED.value)


def migration(session: Session) -> str:
    """Which form the tables have."""
    return str(session.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")))  # noqa: S608 - our own name


def where(session: Session) -> tuple[str, str]:
    """The name of the database, and the role that is signed in ("" for a file)."""
    url = session.get_bind().engine.url
    return str(url.database), str(url.username or "")


def address(session: Session) -> str:
    """Which database on which server, with the number that a cluster of PostgreSQL has from its making on; no
    secret."""
    url = session.get_bind().engine.url
    if not on_server(session):
        return str(url.database)
    host = url.host or url.query.get("host") or "local socket"
    may = "SELECT has_function_privilege('pg_control_system()', 'execute')"
    number = "SELECT system_identifier FROM pg_control_system()"
    cluster = session.scalar(text(number)) if session.scalar(text(may)) else "?"
    return f"{host}:{session.scalar(text('SHOW port'))}/{url.database} (system {cluster})"


def as_values(row: Table, columns: Iterable[str]) -> Values:
    """Some columns of a row: instants in UTC with a Z, days, bytes in base64, everything else as it stands."""
    return {name: _value(getattr(row, name)) for name in columns}


def from_values(table: type[Table], values: Mapping[str, Any]) -> Values:
    """The columns of a row from what `as_values` made of them. ValueError, TypeError, KeyError for all else."""
    columns = table.__table__.columns
    return {name: _read(columns[name].type, value) for name, value in values.items()}


def schema_of(table: type[Table], columns: Sequence[str]) -> Values:
    """The JSON Schema (2020-12) of what `as_values` makes of these columns, by their names."""
    known = table.__table__.columns
    return {name: _schema(known[name].type, nullable=bool(known[name].nullable)) for name in columns}


def put_in(session: Session, table: type[Table], rows: Sequence[Values]) -> None:
    """Write rows as they are, in their order."""
    if rows:
        session.execute(insert(table), rows)


def count_on(session: Session) -> None:
    """Have PostgreSQL count on from the rows that were put in; SQLite does so by itself."""
    if on_server(session):
        for sequence in SEQUENCES:
            table = sequence.removesuffix("_id_seq")
            session.execute(text(f"SELECT setval('{sequence}', max(id)) FROM {table}"))  # noqa: S608 - our own names


def event_of(values: Mapping[str, Any]) -> Event:
    """An event that is in no database, to be held to its hash."""
    return Event(**from_values(Event, values))


def _count(session: Session, table: type[Table], *which: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*which)) or 0


def _value(value: object) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return str(value) if isinstance(value, UUID) else value


def _read(kind: Any, value: Any) -> Any:  # noqa: PLR0911 - one line a kind of column
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return b64decode(value, validate=True)
    if isinstance(kind, Uuid):
        return UUID(value)
    if isinstance(kind, Integer):
        return int(value)
    return value


def _schema(kind: Any, *, nullable: bool) -> Values:
    if isinstance(kind, Integer | Boolean):
        name = "boolean" if isinstance(kind, Boolean) else "integer"
        return {"type": [name, "null"] if nullable else name}
    formats = {Instant: "date-time", Date: "date", Uuid: "uuid"}
    said = next(({"format": told} for each, told in formats.items() if isinstance(kind, each)), {})
    if isinstance(kind, LargeBinary):
        said = {"contentEncoding": "base64"}
    return {"type": PERHAPS[nullable], **said}
