"""What the administrator of a PostgreSQL cluster does once: roles, an empty database, and what is shut in it.

Everybody may call most functions of PostgreSQL until its administrator says otherwise; an owner can't.
"""

from __future__ import annotations

from collections.abc import Iterator

from intake.store.rights import OWNER, THE_CHAIN, Process

_NO_MORE = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
OF_THE_CLUSTER = ("postgres", "template1")
"""Databases that every cluster has. Whoever may enter them can fill the disk with temporary tables."""


def making(database: str) -> Iterator[str]:
    """The statements that make the roles and an empty database, to be run in any other.

    Values stay out of the server's log, and texts are in the order of their code points, as SQLite has them.
    """
    for role in (OWNER, *Process):
        unless = f"IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN"
        yield f"DO $$ BEGIN {unless} CREATE ROLE {role} LOGIN {_NO_MORE}; END IF; END $$"
    yield f"CREATE DATABASE {database} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
    for name in (database, *OF_THE_CLUSTER):
        yield f"REVOKE ALL ON DATABASE {name} FROM PUBLIC"
    for setting in ("log_error_verbosity = 'terse'", "log_parameter_max_length = 0"):
        yield f"ALTER DATABASE {database} SET {setting}"


def shutting() -> Iterator[str]:
    """The statements for the inside of that database: what no process needs is nobody's.

    Large objects would be a place for data that no rule erases, and one of them stops every `pg_dump` of another
    role. Locks by number would let any role hold the audit chain; `migrate` gives the one lock to those who write.
    """
    names = r"proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite') OR proname LIKE 'pg\_%advisory%'"
    those = f"SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND ({names})"  # noqa: S608 - fixed names
    yield (
        f"DO $$ DECLARE each regprocedure; BEGIN FOR each IN {those} LOOP"
        " EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', each); END LOOP; END $$"
    )
    yield f"GRANT EXECUTE ON FUNCTION {THE_CHAIN} TO {OWNER} WITH GRANT OPTION"


def script(database: str) -> str:
    """All of it, for `psql`."""
    before, inside = ("".join(f"{statement};\n" for statement in each) for each in (making(database), shutting()))
    return f"{before}\\connect {database}\n{inside}"
