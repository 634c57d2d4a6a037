"""A PostgreSQL cluster of the tests' own: in a temporary folder, and gone with who started it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL

from intake.store.founding import making, shutting
from intake.store.rights import OWNER, Process

ADMINISTRATOR = "postgres"
PROGRAMS = ("initdb", "postgres")
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "300",
    "shared_buffers": "32MB",
    "wal_recycle": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
"""No test here is about a machine that loses its power."""

A_START = 30


@dataclass(frozen=True)
class Program:
    """Where a program is, and as whom it runs: PostgreSQL refuses to be started by root."""

    folder: Path
    user: str

    def line(self, name: str, *arguments: str) -> list[str]:
        """The command; what it starts dies with whoever started it."""
        owner = pwd.getpwnam(self.user)
        as_user = ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
        change = as_user if os.getuid() == 0 else []
        return ["setpriv", *change, "--pdeathsig", "QUIT", str(self.folder / name), *arguments]


def found_programs() -> Program | None:
    """The newest PostgreSQL server on this machine; None where there is none."""
    on_path = shutil.which("initdb")
    folders = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    whole = [folder for folder in folders if all((folder / name).exists() for name in PROGRAMS)]
    if not whole or not shutil.which("setpriv"):
        return None
    newest = max(whole, key=lambda folder: [int(part) for part in folder.parent.name.split(".") if part.isdigit()])
    return Program(newest, _somebody())


def _somebody() -> str:
    """Ourselves, or for root somebody with fewer rights."""
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    known = {entry.pw_name for entry in pwd.getpwall()}
    return ADMINISTRATOR if ADMINISTRATOR in known else "nobody"


class Cluster:
    """A running server. `url` leads to one of its databases as one of its roles."""

    def __init__(self, program: Program, where: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mizuguchi-pg-", dir=where))
        owner = pwd.getpwnam(program.user)
        os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.log = self.folder / "log"
        self._program, self._numbers = program, count(1)
        data = str(self.folder / "data")
        made = ["-D", data, "-U", ADMINISTRATOR, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"]
        subprocess.run(program.line("initdb", *made), check=True, capture_output=True, cwd=self.folder)
        self.server = self._started(data)

    def _started(self, data: str) -> subprocess.Popen[bytes]:
        settings = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
        line = self._program.line("postgres", "-D", data, "-k", str(self.folder), *settings)
        with self.log.open("ab") as log:
            server = subprocess.Popen(line, stdout=log, stderr=log, cwd=self.folder)
        deadline = time.monotonic() + A_START
        while not self._answers():
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.log.read_text(errors="replace")[-2000:])
            time.sleep(0.05)
        return server

    def _answers(self) -> bool:
        try:
            self.tell("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def restart(self) -> None:
        """As after a power cut: nothing is ended in order. One that has ended already is started."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait()
        self.server = self._started(str(self.folder / "data"))

    def stop(self) -> None:
        """End it, and remove all that it kept."""
        self.server.send_signal(signal.SIGQUIT)
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, role: str = OWNER) -> str:
        """A database as one role sees it."""
        where = {"host": str(self.folder)}
        made = URL.create("postgresql+psycopg", username=role, database=database, query=where)
        return made.render_as_string(hide_password=False)

    def tell(self, *statements: str, database: str = ADMINISTRATOR) -> list[tuple[object, ...]]:
        """Have the administrator run statements; the rows of the last one."""
        told = {"host": str(self.folder), "user": ADMINISTRATOR, "dbname": database}
        with psycopg.connect(**told, autocommit=True) as connection:  # type: ignore[arg-type]  # names of libpq
            for statement in statements:
                cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def make(self, like: str = "") -> str:
        """A new database, empty or a copy of another that nobody is connected to."""
        name = f"desk_{next(self._numbers)}"
        if like:
            # A copy has everything of the other but the rights on the database as a whole.
            self.tell(
                f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {like} STRATEGY file_copy",
                f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
                f"GRANT CONNECT ON DATABASE {name} TO {', '.join(Process)}",
            )
        else:
            self.tell(*making(name))
            self.tell(*shutting(), database=name)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is connected."""
        self.tell(f"DROP DATABASE {name} WITH (FORCE)")
