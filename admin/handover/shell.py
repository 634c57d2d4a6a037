"""What the commands of a hand-over share: settings of this machine, keys, and refusals in one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pyrage import x25519

from admin.handover.city_key import read_identity
from admin.handover.rights import insist_on_owner
from admin.handover.trouble import HandoverTrouble
from admin.keys.files import insist_on_privacy
from admin.keys.passphrase import ask
from admin.keys.refusal import KeyRefused
from admin.office import Office, read_office
from intake.backup.trouble import BackupTrouble
from intake.refusals import StartRefused
from intake.sealing.fingerprints import pinned
from intake.sealing.keys import PublicKeys, WrongKey, read_public_keys
from intake.settings import database_address, required
from intake.store.copying import SQLITE, CopyTrouble, engine_of
from intake.store.engine import Store, StoreTrouble
from intake.store.guarding import DatabaseUnfit
from intake.town import TownUnreadable

FILE = click.Path(path_type=Path, dir_okay=False)
ANYTHING = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
BY_DESCRIPTOR = click.option(
    "--passphrase-fd", type=click.IntRange(0), help="File descriptor with the passphrase; asked for without."
)


@contextmanager
def refusing_plainly() -> Iterator[None]:
    """Every refusal as one line and exit code 1."""
    try:
        yield
    except (HandoverTrouble, KeyRefused, WrongKey, StartRefused, TownUnreadable, DatabaseUnfit) as refusal:
        raise click.ClickException(str(refusal)) from None
    except (CopyTrouble, BackupTrouble) as trouble:
        raise click.ClickException(str(trouble)) from None
    except StoreTrouble as trouble:
        raise click.ClickException(f"the database: {trouble.orig}") from None
    except OSError as problem:
        raise click.ClickException(problem.strerror or type(problem).__name__) from None


def identity_in(path: Path, passphrase_fd: int | None) -> x25519.Identity:
    """The key that a package is sealed to."""
    return read_identity(path, lambda: ask(f"Passphrase of {path.name}", passphrase_fd))


def office_in(path: Path, keys: PublicKeys, older: Path | None, passphrase_fd: int | None) -> Office:
    """The office's key and those of before, as the console holds them."""
    insist_on_privacy(path)
    return read_office(
        path, ask(f"Passphrase of {path.name}", passphrase_fd), 0, keys.office, older or older_keys()
    )


def older_keys() -> Path | None:
    """The folder of the office's older keys, where the console's setting names one."""
    folder = os.environ.get("MIZUGUCHI_OFFICE_OLDER_KEYS", "").strip()
    return Path(folder) if folder else None


def public_keys() -> PublicKeys:
    """The keys that this installation seals to, each the pinned one."""
    return pinned(read_public_keys(Path(required(os.environ, "MIZUGUCHI_PUBLIC_KEYS"))), os.environ)


@contextmanager
def store_here() -> Iterator[Store]:
    """Let go of at the end: whoever erases waits for nobody."""
    store = Store(database_address(os.environ))
    try:
        yield store
    finally:
        store.engine.dispose()


@contextmanager
def owners_store() -> Iterator[Store]:
    """The same, as its owner. Asked before anything is written: some roles may not even wait for their turn.

    A file is not opened for it: it belongs to whoever may write it, and may have been erased already.
    """
    with store_here() as store:
        if engine_of(database_address(os.environ)) != SQLITE:
            with store.reading() as session:
                insist_on_owner(session)
        yield store
