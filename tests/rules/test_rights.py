"""Every statement as every process: what the table of rights says works, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from psycopg import Connection, OperationalError, connect
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import make_url, text

from intake.store.engine import Store
from intake.store.founding import OF_THE_CLUSTER
from intake.store.guarding import ruled, seen
from intake.store.rights import (
    BY_NAME,
    FUNCTIONS,
    OWNER,
    RIGHTS,
    SEQUENCES,
    THE_CHAIN,
    Process,
    Right,
    right,
)
from tests.engines import POSTGRESQL

Cell = tuple[str, bool]
"""A statement that changes nothing, and whether it is allowed."""


@pytest.fixture
def engine() -> str:
    return POSTGRESQL


@pytest.fixture
def signed_in(store: Store) -> Iterator[Callable[[Process], Connection]]:
    """Connections of a database's processes; each statement stands alone."""
    where, made = make_url(store.engine.url), list[Connection]()

    def sign_in(process: Process) -> Connection:
        as_told = f"host={where.query['host']} dbname={where.database} user={process}"
        made.append(connect(as_told, autocommit=True))
        return made[-1]

    yield sign_in
    for connection in made:
        connection.close()


SignIn = Callable[[Process], Connection]


def columns(table: str) -> set[str]:
    return {column.name for column in BY_NAME[table].__table__.columns}


BY_COLUMN: dict[str, Callable[[Right, str], bool]] = {
    'SELECT "{column}" FROM {table} WHERE false': lambda given, name: name in given.read,
    'UPDATE {table} SET "{column}" = DEFAULT WHERE false': lambda given, name: name in given.change,
    'INSERT INTO {table} ("{column}") SELECT NULL WHERE false': lambda given, _: given.add,
    'SELECT 1 FROM {table} WHERE "{column}" IS NULL AND false FOR UPDATE': lambda given, name: (
        name in given.read and bool(given.change)
    ),
}
BY_TABLE: dict[str, Callable[[Right, str], bool]] = {
    "DELETE FROM {table} WHERE false": lambda given, _: given.remove,
    "SELECT * FROM {table} WHERE false": lambda given, table: set(given.read) == columns(table),
    "TRUNCATE {table}": lambda *_: False,
    "ALTER TABLE {table} DISABLE TRIGGER USER": lambda *_: False,
    "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY": lambda *_: False,
    "ALTER TABLE {table} RENAME TO stranger": lambda *_: False,
    "DROP TABLE {table}": lambda *_: False,
}


def cells(table: str, given: Right) -> Iterator[Cell]:
    """Every verb on a table, and on each of its columns. The rights are looked at even where no row is meant."""
    for statement, may in BY_TABLE.items():
        yield statement.format(table=table), may(given, table)
    for name in columns(table):
        for statement, may in BY_COLUMN.items():
            yield statement.format(table=table, column=name), may(given, name)


def allowed(connection: Connection, statement: str) -> bool:
    try:
        connection.execute(statement.encode())
    except InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize("process", Process)
def test_each_statement_is_allowed_or_refused_as_the_table_of_rights_says(
    signed_in: SignIn, process: Process
) -> None:
    connection = signed_in(process)
    expected = {
        statement: may for table in BY_NAME for statement, may in cells(table, right(process, table)) if statement
    }
    told = {statement: allowed(connection, statement) for statement in expected}
    assert len(expected) > 500
    assert {statement: may for statement, may in told.items() if may is not expected[statement]} == {}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stranger (id integer)",
        "CREATE TEMP TABLE stranger (id integer)",
        "CREATE SCHEMA stranger",
        "CREATE FUNCTION stranger() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION presented() RETURNS text[] LANGUAGE sql AS $$ SELECT ARRAY['x'] $$",
        "ALTER ROLE mizuguchi_webapp BYPASSRLS",
        "SET ROLE mizuguchi_owner",
        "SET session_replication_role = replica",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/mizuguchi-stranger'",
        "SELECT pg_read_file('PG_VERSION')",
        "INSERT INTO alembic_version VALUES ('9999')",
        "SELECT nextval('slips_serial_seq')",
        "CREATE POLICY stranger ON events USING (true)",
        "SELECT lo_create(0)",
        "SELECT lo_creat(-1)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT lo_put(1, 0, 'x')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_advisory_lock_shared(1)",
        "SELECT pg_advisory_lock(1, 1)",
        "SELECT pg_try_advisory_lock(1)",
    ],
)
def test_no_process_can_do_what_is_not_its_work(signed_in: SignIn, statement: str) -> None:
    for process in Process:
        assert not allowed(signed_in(process), statement), process


@pytest.mark.parametrize("database", OF_THE_CLUSTER)
@pytest.mark.parametrize("role", [OWNER, *Process])
def test_no_role_enters_the_databases_that_every_cluster_has(store: Store, role: str, database: str) -> None:
    where = make_url(store.engine.url).query["host"]
    with pytest.raises(OperationalError, match="permission denied for database"):
        connect(f"host={where} dbname={database} user={role}")


def test_functions_and_sequences_are_for_those_who_need_them(signed_in: SignIn) -> None:
    calls = {
        "presented()": "SELECT presented()",
        "chain_end()": "SELECT * FROM chain_end()",
        "reference_taken(varchar)": "SELECT reference_taken('4120703957')",
        "write_anew(varchar)": "SELECT write_anew('visits')",
        THE_CHAIN: "SELECT pg_advisory_xact_lock(7)",
        "accounts_id_seq": "SELECT nextval('accounts_id_seq')",
    }
    for process in Process:
        connection = signed_in(process)
        for name, who in {**FUNCTIONS, **SEQUENCES}.items():
            assert allowed(connection, calls[name]) is (process in who), (process, name)


def test_the_catalog_knows_no_other_right_than_the_table_of_rights(store: Store) -> None:
    with store.engine.connect() as connection:
        by_column = connection.exec_driver_sql(
            "SELECT grantee, table_name, column_name, privilege_type FROM information_schema.column_privileges"
            " WHERE table_schema = 'public' AND grantee <> 'mizuguchi_owner'"
        )
        told = {tuple(row) for row in by_column} - {
            (process.value, "alembic_version", "version_num", "SELECT") for process in Process
        }
        by_table = connection.exec_driver_sql(
            "SELECT grantee, table_name, privilege_type FROM information_schema.table_privileges"
            " WHERE table_schema = 'public' AND grantee <> 'mizuguchi_owner'"
            " AND privilege_type NOT IN ('SELECT', 'INSERT')"
        )
        removing = {tuple(row) for row in by_table}
    expected = {
        (process.value, table, column, verb)
        for process, rights in RIGHTS.items()
        for table, given in rights.items()
        for verb, names in (
            ("SELECT", given.read),
            ("UPDATE", given.change),
            ("INSERT", columns(table) if given.add else ()),
        )
        for column in names
    }
    assert told == expected
    assert removing == {
        (process.value, table, "DELETE")
        for process, rights in RIGHTS.items()
        for table, given in rights.items()
        if given.remove
    }


def test_the_catalog_knows_no_other_rule_for_rows(store: Store) -> None:
    with store.engine.connect() as connection:
        rules = {
            (row.tablename, row.roles, row.cmd)
            for row in connection.execute(
                text("SELECT tablename, array_to_string(roles, ' ') AS roles, cmd FROM pg_policies")
            )
        }
        under_rules = set(connection.scalars(text("SELECT relname FROM pg_class WHERE relrowsecurity")))
    assert under_rules == ruled() == {"applications", "messages", "drafts", "visits", "events"}
    assert rules == {
        (table, process.value, verb)
        for table in ruled()
        for process in Process
        for verb, given in _verbs(right(process, table)).items()
        if given
    }


def _verbs(given: Right) -> dict[str, bool]:
    return {
        "SELECT": bool(given.read),
        "INSERT": given.add,
        "UPDATE": bool(given.change),
        "DELETE": given.remove,
    }


def test_only_the_window_sees_rows_by_what_it_presents() -> None:
    by_rows = {(process, table) for process in Process for table in BY_NAME if seen(process, table) != "true"}
    assert {process for process, _ in by_rows} == {Process.WEBAPP}
    assert {table for _, table in by_rows} == ruled()


def test_every_table_is_somebodys_work_and_every_declared_column_exists() -> None:
    assert {table for rights in RIGHTS.values() for table in rights} == set(BY_NAME)
    for rights in RIGHTS.values():
        for table, given in rights.items():
            assert {*given.read, *given.change, *given.by} <= columns(table)
            assert set(given.by) <= set(given.read)
