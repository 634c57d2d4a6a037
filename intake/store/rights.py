"""Which process may do what in PostgreSQL: one table of rights. What is not in it is forbidden.

`intake.store.guarding` lays it anew after each migration, and the tests try every statement as every process.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.store.base import Table
from intake.store.tables import TABLES

BY_NAME: Mapping[str, type[Table]] = {table.__tablename__: table for table in TABLES}


class Process(StrEnum):
    """A process, and the role of the database that it signs in with."""

    WEBAPP = "mizuguchi_webapp"
    ADMIN = "mizuguchi_admin"
    POSTMAN = "mizuguchi_postman"
    HOUSEKEEPER = "mizuguchi_housekeeper"
    AUDITOR = "mizuguchi_auditor"
    BACKUP = "mizuguchi_backup"


OWNER = "mizuguchi_owner"
"""Whose tables they are: migrates and restores, is never a server. No rule for rows or columns holds for it."""


@dataclass(frozen=True)
class Right:
    """What one process may do with one table.

    `read` and `change` name columns, `add` and `remove` whole rows. `by` are the columns of which the process has
    to present a value (`intake.store.turns.present`) to see a row; without, it sees all. `only` is what must hold
    for a row that it adds, in SQL.
    """

    read: tuple[str, ...] = ()
    add: bool = False
    change: tuple[str, ...] = ()
    remove: bool = False
    by: tuple[str, ...] = ()
    only: str = ""


def _all(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in BY_NAME[table].__table__.columns)


SEALED = ("record", "office_wrap", "recovery_wrap", "resident_wrap", "contact", "customer_number")
KEYS_OF_ROWS = ("submission_key", "mypage_lookup", "resident_key")
CLEAR = tuple(name for name in _all("applications") if name not in SEALED + KEYS_OF_ROWS)
"""The columns of an application that open nothing and lead to nothing."""

_STATE = ("state", "version", "finished_at", "inquiry", "tries", "tries_from")

RIGHTS: Mapping[Process, Mapping[str, Right]] = {
    Process.WEBAPP: {
        "applications": Right(
            _all("applications"),
            add=True,
            change=_STATE,
            by=("id", "mypage_lookup", "submission_key", "replaces"),
            only="state = 'submitted' AND version = 1",
        ),
        "messages": Right(_all("messages"), add=True, by=("id", "application_id"), only="writer = 'resident'"),
        "drafts": Right(
            _all("drafts"),
            add=True,
            change=("link_lookup", "link_lock", "content", "submitted", "sendings", "wrong_codes"),
            by=("id", "link_lookup"),
        ),
        "visits": Right(
            _all("visits"),
            add=True,
            change=("proven", "unmasked", "code_check", "tries_left"),
            remove=True,
            by=("lookup", "about"),
        ),
        "outbox": Right(("kind", "created_at", "state", "tries"), add=True),
        "events": Right(_all("events"), add=True, by=("application_id",), only="actor = 'resident'"),
    },
    Process.ADMIN: {
        "applications": Right(
            _all("applications"),
            change=(
                *_STATE,
                *("claimed_by", "claimed_at", "claimed_until", "keyed_by", "customer_number", "undone_by"),
                *("mypage_lookup", "resident_key", "resident_wrap"),
            ),
        ),
        "messages": Right(_all("messages"), add=True, change=("resident_wrap",), only="writer = 'centre'"),
        "notes": Right(_all("notes"), add=True),
        "visits": Right(("about",), remove=True),
        "outbox": Right(
            _all("outbox"),
            add=True,
            change=("state", "tries", "next_try_at", "finished_at", "trouble"),
            remove=True,
        ),
        "events": Right(_all("events"), add=True, only="actor NOT IN ('resident', 'postman')"),
        "slips": Right(_all("slips"), add=True, change=("fate", "fate_at", "fate_by", "replace_by")),
        "accounts": Right(
            _all("accounts"),
            add=True,
            change=("role", "password_hash", "totp", "totp_step", "active", "to_change"),
        ),
        "terminals": Right(_all("terminals"), add=True, change=("revoked_at",)),
        "sittings": Right(_all("sittings"), add=True, change=("seen_at",), remove=True),
        "turns": Right(_all("turns"), add=True, change=("failures", "locked_until"), remove=True),
        "kept_forms": Right(_all("kept_forms"), add=True, remove=True),
        "tallies": Right(_all("tallies")),
    },
    Process.POSTMAN: {
        "outbox": Right(
            _all("outbox"),
            change=("payload", "state", "tries", "next_try_at", "finished_at", "trouble"),
        ),
        "events": Right(add=True, only="actor = 'postman'"),
    },
    Process.HOUSEKEEPER: {
        "applications": Right((*CLEAR, "resident_wrap"), change=("resident_wrap",), remove=True),
        "messages": Right(("application_id",), change=("resident_wrap",), remove=True),
        "notes": Right(("application_id",), remove=True),
        "drafts": Right(("expires_at",), remove=True),
        "visits": Right(("expires_at",), remove=True),
        "kept_forms": Right(("expires_at",), remove=True),
        "outbox": Right(("subject", "reference", "created_at"), remove=True),
        "events": Right(_all("events"), add=True, only="actor = 'housekeeper'"),
        "slips": Right(_all("slips"), remove=True),
        "tallies": Right(_all("tallies"), add=True, change=("count",)),
    },
    Process.AUDITOR: {
        "applications": Right(CLEAR),
        "events": Right(_all("events")),
        "slips": Right(_all("slips")),
        "tallies": Right(_all("tallies")),
    },
    # Reads everything as it stands, sealed or locked, and changes nothing.
    Process.BACKUP: {name: Right(_all(name)) for name in BY_NAME},
}

THE_CHAIN = "pg_advisory_xact_lock(bigint)"
"""PostgreSQL's lock by which those who write events wait for each other (`intake.store.turns`)."""

_WRITE_EVENTS = frozenset(process for process in Process if RIGHTS[process]["events"].add)

FUNCTIONS: Mapping[str, frozenset[Process]] = {
    "presented()": frozenset(Process),
    "chain_end()": _WRITE_EVENTS,
    THE_CHAIN: _WRITE_EVENTS,
    "reference_taken(varchar)": frozenset({Process.WEBAPP}),
    "write_anew(varchar)": frozenset({Process.HOUSEKEEPER}),
}
"""Who may call which function of `intake.store.guarding`, and which of those that are shut to others."""

SEQUENCES: Mapping[str, frozenset[Process]] = {"accounts_id_seq": frozenset({Process.ADMIN})}
"""Who may take numbers where PostgreSQL counts. Serials of sheets are not counted by it."""

ERASED = tuple(
    name for name, given in RIGHTS[Process.HOUSEKEEPER].items() if given.remove or "resident_wrap" in given.change
)
"""The tables that something is erased from."""

READS_WHOLE_TABLES = (Process.BACKUP,)
"""Who may keep the form of tables, and see how far PostgreSQL has counted: `pg_dump` does both."""


def right(process: Process, table: str) -> Right:
    """What a process may do with a table; nothing where nothing is said."""
    return RIGHTS[process].get(table, Right())
