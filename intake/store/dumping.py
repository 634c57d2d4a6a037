"""PostgreSQL's own programs, `pg_dump` and `pg_restore`: how they are found, and told what to do.

A password reaches them by the environment or a file of libpq's (`passfile`), never as an argument.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import make_url

LIKE_NOBODY_ELSE = ("--no-owner", "--no-privileges")
"""Rights are laid anew by the program that restores (`intake.store.guarding`), never taken from a copy."""


class DumpTrouble(Exception):
    """A program of PostgreSQL is missing or did not do its work; its own words may name tables, never values."""


def dump_server(url: str, snapshot: str, target: Path) -> None:
    """Write everything that a snapshot shows into one file, uncompressed: sealed bytes don't shrink anyway.

    With `--enable-row-security` a role that is not the owner reads through the rules for rows; the one for backups
    has a rule that shows all. Large objects (`-B`: none) are not ours; one of another role would stop the dump.
    """
    _run(
        url,
        "pg_dump",
        *LIKE_NOBODY_ELSE,
        *("--format=custom", "--compress=0", "--enable-row-security", "-B"),
        *(f"--snapshot={snapshot}", f"--file={target}"),
    )


def load_server(url: str, dump: Path) -> None:
    """Fill an empty database from a dump, as its owner: everything or nothing."""
    _run(url, "pg_restore", *LIKE_NOBODY_ELSE, "--single-transaction", "--exit-on-error", str(dump))


def _run(url: str, program: str, *arguments: str) -> None:
    address, environ = _address(url)
    line = [_found(program), f"--dbname={address}", "--no-password", *arguments]
    done = subprocess.run(line, env=environ, capture_output=True, check=False, umask=0o077)  # noqa: S603 - no shell
    if done.returncode:
        # The first line says what happened; the rest may repeat the statement, and with it a row.
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise DumpTrouble(f"{program}: {said[0] if said else f'exit code {done.returncode}'}")


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The address for libpq without a password, and the environment with it."""
    parts = make_url(url)
    where = {
        "host": parts.host,
        "port": parts.port,
        "user": parts.username,
        "dbname": parts.database,
        **{name: value for name, value in parts.query.items() if isinstance(value, str)},
    }
    kept = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("PG") or name == "HOME"}
    if parts.password is not None:
        kept["PGPASSWORD"] = str(parts.password)
    return make_conninfo("", **{name: value for name, value in where.items() if value is not None}), kept


def _found(program: str) -> str:
    """The newest one on this machine: an older one refuses a newer server."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda file: float(file.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which(program)
    if found is None:
        raise DumpTrouble(f"{program} is not on this machine; install PostgreSQL's client programs")
    return found
