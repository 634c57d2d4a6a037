"""What PostgreSQL itself guards: the order of events, and the rights of `intake.store.rights`.

Laid anew by the owner after each migration, in one transaction, so that it is always what the program says.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, LargeBinary, text
from sqlalchemy.dialects import postgresql

from intake.store.rights import (
    BY_NAME,
    ERASED,
    FUNCTIONS,
    READS_WHOLE_TABLES,
    RIGHTS,
    SEQUENCES,
    THE_CHAIN,
    Process,
    Right,
    right,
)

VERSION_TABLE = "alembic_version"

_FUNCTIONS = (
    """CREATE OR REPLACE FUNCTION presented() RETURNS text[] LANGUAGE sql STABLE AS
    $$ SELECT string_to_array(current_setting('mizuguchi.presented', true), ',') $$""",
    """CREATE OR REPLACE FUNCTION chain_end(OUT number integer, OUT hash varchar) RETURNS SETOF record
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
    $$ SELECT number, hash FROM public.events ORDER BY number DESC LIMIT 1 $$""",
    """CREATE OR REPLACE FUNCTION reference_taken(wanted varchar) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
    $$ SELECT EXISTS (SELECT FROM public.applications WHERE reference = wanted) $$""",
    """CREATE OR REPLACE FUNCTION events_in_order() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE last record;
    BEGIN
      SELECT number, hash INTO last FROM public.events ORDER BY number DESC LIMIT 1;
      IF NEW.number <> coalesce(last.number, 0) + 1
         OR NEW.previous <> coalesce(last.hash, repeat('0', 64)) THEN
        RAISE EXCEPTION 'events follow each other';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE OR REPLACE FUNCTION events_append_only() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
    $$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$""",
    f"""CREATE OR REPLACE FUNCTION write_anew(wanted varchar) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '2s' AS $$
    BEGIN
      IF wanted NOT IN ({", ".join(f"'{name}'" for name in ERASED)}) THEN
        RETURN false;
      END IF;
      EXECUTE 'CLUSTER public.' || quote_ident(wanted) || ' USING ' || quote_ident('pk_' || wanted);
      RETURN true;
    EXCEPTION WHEN lock_not_available THEN RETURN false;
    END $$""",
    """CREATE OR REPLACE TRIGGER events_in_order BEFORE INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION events_in_order()""",
    """CREATE OR REPLACE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION events_append_only()""",
)


ONE_AT_A_TIME = 2
"""The number of PostgreSQL's lock for who changes tables; see `intake.store.turns.CHAIN`."""


class DatabaseUnfit(Exception):
    """The database can't be used as it was made; says why."""


def lift_guards(connection: Connection) -> None:
    """Take the rules for rows away, which hold on to columns, before tables change. No process sees a row then."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
    policies = text("SELECT policyname, tablename FROM pg_policies WHERE schemaname = 'public'")
    for policy, table in connection.execute(policies).all():
        connection.exec_driver_sql(f'DROP POLICY "{policy}" ON {table}')


def lay_guards(connection: Connection) -> None:
    """Take every right away and give what is declared. DatabaseUnfit for one that `founding` has not made."""
    _insist_on_fitness(connection)
    lift_guards(connection)
    name = str(connection.scalar(text("SELECT current_database()")))
    for statement in (*_FUNCTIONS, *_sampling_nothing(), *_taking_away(name), *_giving(name)):
        connection.exec_driver_sql(statement)
    connection.commit()


def seen(process: Process, table: str) -> str:
    """The condition for the rows that a process sees, in SQL."""
    columns = BY_NAME[table].__table__.columns
    texts = [
        f"encode({name}, 'hex')" if isinstance(columns[name].type, LargeBinary) else f"{name}::text"
        for name in right(process, table).by
    ]
    return " OR ".join(f"{each} = ANY (presented())" for each in texts) or "true"


def ruled() -> set[str]:
    """The tables with rules for rows."""
    return {name for rights in RIGHTS.values() for name, each in rights.items() if each.by or each.only}


def _insist_on_fitness(connection: Connection) -> None:
    known = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    if missing := [role for role in Process if role not in known]:
        raise DatabaseUnfit(f"there is no role {missing[0]}; `mizuguchi roles` prints how to make them")
    row = connection.execute(
        text(
            "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
        )
    ).one()
    if tuple(row) != ("UTF8", "C"):
        raise DatabaseUnfit("the database needs the encoding UTF8 and the locale C; see `mizuguchi roles`")


def _sampling_nothing() -> Iterator[str]:
    """PostgreSQL keeps samples of values for its planner, which outlive their rows: none of what is sealed."""
    for name, table in BY_NAME.items():
        for column in table.__table__.columns:
            if isinstance(column.type, LargeBinary):
                yield f'ALTER TABLE {name} ALTER COLUMN "{column.name}" SET STATISTICS 0'


def _taking_away(database: str) -> Iterator[str]:
    everybody = ", ".join(("PUBLIC", *Process))
    yield f'REVOKE ALL ON DATABASE "{database}" FROM {everybody}'
    yield f"REVOKE ALL ON SCHEMA public FROM {everybody}"
    for what in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        yield f"REVOKE ALL ON ALL {what} IN SCHEMA public FROM {everybody}"
    yield f"REVOKE ALL ON FUNCTION {THE_CHAIN} FROM {everybody}"
    for table in BY_NAME:
        yield f"ALTER TABLE {table} {'ENABLE' if table in ruled() else 'DISABLE'} ROW LEVEL SECURITY"


def _giving(database: str) -> Iterator[str]:
    everybody = ", ".join(Process)
    yield f'GRANT CONNECT ON DATABASE "{database}" TO {everybody}'
    yield f"GRANT USAGE ON SCHEMA public TO {everybody}"
    yield f"GRANT SELECT ON {VERSION_TABLE} TO {everybody}"
    for function, allowed in FUNCTIONS.items():
        yield f"GRANT EXECUTE ON FUNCTION {function} TO {', '.join(sorted(allowed))}"
    for sequence, allowed in SEQUENCES.items():
        yield f"GRANT USAGE ON SEQUENCE {sequence} TO {', '.join(sorted(allowed))}"
    for what in ("TABLES", "SEQUENCES"):
        yield f"GRANT SELECT ON ALL {what} IN SCHEMA public TO {', '.join(READS_WHOLE_TABLES)}"
    for process, rights in RIGHTS.items():
        for table, each in rights.items():
            yield f"GRANT {', '.join(_verbs(each))} ON {table} TO {process}"
            if table in ruled():
                yield from _rules(process, table, each)


def _verbs(given: Right) -> Iterator[str]:
    if given.read:
        yield f"SELECT ({_names(given.read)})"
    if given.add:
        yield "INSERT"
    if given.change:
        yield f"UPDATE ({_names(given.change)})"
    if given.remove:
        yield "DELETE"


def _rules(process: Process, table: str, given: Right) -> Iterator[str]:
    rows = seen(process, table)
    rules = {
        "SELECT": given.read and f"USING ({rows})",
        "INSERT": given.add and f"WITH CHECK ({given.only or 'true'})",
        "UPDATE": given.change and f"USING ({rows})",
        "DELETE": given.remove and f"USING ({rows})",
    }
    for verb, rule in rules.items():
        if rule:
            yield f"CREATE POLICY {process}_{verb.lower()} ON {table} FOR {verb} TO {process} {rule}"


def _names(columns: tuple[str, ...]) -> str:
    """The columns as PostgreSQL wants them: some are called like its own words."""
    quote = postgresql.dialect().identifier_preparer.quote  # type: ignore[no-untyped-call]
    return ", ".join(quote(name) for name in columns)
