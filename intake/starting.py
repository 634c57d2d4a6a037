"""How every process begins: its memory shut, its log by the list, and one line where it must not start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from intake.backup.trouble import BackupTrouble
from intake.clock import clock_of
from intake.log import keep_to_the_list, logger
from intake.own_memory import shut_memory
from intake.private_files import only_ours
from intake.refusals import StartRefused
from intake.sealing.keys import WrongKey
from intake.store.engine import Store, StoreTrouble
from intake.store.form import insist_on_form
from intake.store.guarding import DatabaseUnfit
from intake.town import TownUnreadable

ENVIRONMENT_FILES = "MIZUGUCHI_ENVIRONMENT_FILES"
"""Files that the environment was read from, with spaces between; systemd's units name them. They may be root's."""

DEBUG = ("FLASK_DEBUG", "PYTHONDEVMODE", "PYTHONINSPECT", "PYTHONASYNCIODEBUG", "SSLKEYLOGFILE")
_OFF = frozenset({"", "0", "false", "no"})
_OF_RESTIC = "RESTIC_PASSWORD|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|B2_ACCOUNT_KEY|AZURE_ACCOUNT_KEY|OS_PASSWORD"
_SECRET = re.compile(rf"(MIZUGUCHI_.*(SECRET|PASSWORD|PASSPHRASE)|PGPASSWORD|REDISCLI_AUTH|{_OF_RESTIC})")

REFUSALS = (StartRefused, WrongKey, TownUnreadable, BackupTrouble, DatabaseUnfit, OSError)
"""What stops a start. None of their texts holds a value."""


class DebugOn(StartRefused):
    """The environment asks for a mode that shows pages or dumps of what is in memory."""


class SecretInTheOpen(StartRefused):
    """A secret stands in the environment, where lists of processes and crash reports show it."""


@contextmanager
def starting(process: str, environ: Mapping[str, str]) -> Iterator[None]:
    """The start of a process: a refusal in the block is one line and exit code 1."""
    try:
        shut_memory()
        keep_to_the_list(process)
        insist_on_environment(environ)
        yield
    except REFUSALS as problem:
        raise click.ClickException(f"{type(problem).__name__}: {problem}") from None


def insist_on_environment(environ: Mapping[str, str]) -> None:
    """No debug mode, no moved clock, no secret in clear, and files that nobody else may change or read."""
    clock_of(environ)
    for name in DEBUG:
        if environ.get(name, "").strip().lower() not in _OFF:
            raise DebugOn(f"{name} is set: take it out of the environment")
    for name, value in environ.items():
        if value and _SECRET.fullmatch(name):
            raise SecretInTheOpen(f"{name} is set: put the secret into a file (mode 600) and name that")
    for path in environ.get(ENVIRONMENT_FILES, "").split():
        only_ours(Path(path))


def insist_on_tables(store: Store, process: str) -> None:
    """WrongForm for tables of another program. While the database is away the process starts, and says so."""
    try:
        insist_on_form(store)
    except StoreTrouble as trouble:
        logger(process).warning("store trouble", trouble=type(trouble).__name__)
