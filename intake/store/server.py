"""PostgreSQL: how its connections are made, and errors that keep quiet about values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import OperationalError

CONNECTIONS = 8
"""Kept open by each process; twice as many for a while when all are in use."""

LONGEST_PAUSE = 30_000
"""Milliseconds between two statements of a transaction; then its process stands still, and it is rolled back."""

TROUBLE = frozenset({"25P03", "25006", "42P01", "42703"})
"""The codes of a transaction that stood still and was ended by the server, of a desk that is shut
(`intake.store.shutting`), and of tables or columns that are not there (yet). The driver takes them for faults of
the program; SQLite's calls the same things operational."""

OUR_TRIGGERS = "P0001"
"""The code of what a trigger raises."""

_SETTINGS = {
    "timezone": "UTC",
    "synchronous_commit": "on",
    "idle_in_transaction_session_timeout": LONGEST_PAUSE,
}


def server_engine(url: str, busy_milliseconds: int) -> Engine:
    """An engine that waits no longer for a lock, a connection or the server than it is told to.

    A commit is on disk before it is answered, whatever the server's own setting says.
    """
    settings = _SETTINGS | {"lock_timeout": busy_milliseconds}
    seconds = max(1, busy_milliseconds // 1000)
    engine = create_engine(
        url,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=seconds,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": max(2, seconds),
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
        },
    )
    event.listen(engine, "handle_error", _keep_quiet, retval=True)
    return engine


def readers_of(engine: Engine) -> Engine:
    """The same connections for those who see one state of things and write nothing."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _keep_quiet(context: ExceptionContext) -> BaseException | None:
    """PostgreSQL repeats values in its errors ("Key (username)=(…) already exists"); only the code is left.

    What our own triggers say holds none, and stays.
    """
    problem: Any = context.original_exception  # of a driver that is only there where PostgreSQL is used
    code = getattr(problem, "sqlstate", None) or "no code"
    words = f"{type(problem).__name__} ({problem.diag.message_primary if code == OUR_TRIGGERS else code})"
    problem.args = (words,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (words,)
    return OperationalError(None, None, problem) if code in TROUBLE else None
