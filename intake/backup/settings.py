"""The settings of whoever makes backups: which database, where they go, and for how many days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import intake
from intake.backup.folder import Folder
from intake.backup.place import Place
from intake.backup.restic import Restic
from intake.backup.trouble import BackupTrouble
from intake.private_files import only_ours
from intake.settings import DATABASE, database_address, required
from intake.town import read_town, town_file

OWN = "MIZUGUCHI_BACKUP_DATABASE"
LOCAL, REMOTE = "MIZUGUCHI_BACKUP_LOCAL", "MIZUGUCHI_BACKUP_REMOTE"
PASSWORD = "MIZUGUCHI_BACKUP_REMOTE_PASSWORD_FILE"  # noqa: S105 - the name of a setting
LOCK = Path(intake.__file__).parents[1] / "docker" / "lock" / "run.txt"


@dataclass(frozen=True)
class BackupSettings:
    """`database` is read; `town` and `lock` are files that belong to a backup (a machine may have no `lock`).

    A backup is made at `local`, `remote` gets a copy, and both keep `days`.
    """

    database: str
    town: Path
    lock: Path
    local: Folder
    remote: Place
    days: int

    @property
    def places(self) -> tuple[Place, Place]:
        """Both places."""
        return self.local, self.remote


def configured(environ: Mapping[str, str]) -> bool:
    """Whether this process makes backups at all."""
    return bool(environ.get(LOCAL, "").strip())


def read_settings(environ: Mapping[str, str]) -> BackupSettings:
    """SettingMissing or BackupTrouble where something is not as it has to be."""
    town = town_file(environ)
    local, remote = local_place(environ), remote_place(environ)
    if isinstance(remote, Folder) and remote.path.resolve() == local.path.resolve():
        raise BackupTrouble(f"{LOCAL} and {REMOTE} are the same folder; that is one place and not two")
    return BackupSettings(
        database=database_address(environ, OWN if environ.get(OWN, "").strip() else DATABASE),
        town=town,
        lock=Path(environ.get("MIZUGUCHI_LOCK", "").strip() or LOCK),
        local=local,
        remote=remote,
        days=read_town(town).retention.backup_days,
    )


def local_place(environ: Mapping[str, str]) -> Folder:
    """The near place, always a folder."""
    return Folder("local", Path(required(environ, LOCAL)))


def remote_place(environ: Mapping[str, str]) -> Place:
    """The far place: restic's where there is a password, otherwise a second folder."""
    where = required(environ, REMOTE)
    if environ.get(PASSWORD, "").strip():
        return Restic("remote", where, _secret(environ))
    if ":" in where:
        raise BackupTrouble(f"{REMOTE} is an address for restic; {PASSWORD} has to say what unlocks it")
    return Folder("remote", Path(where))


def _secret(environ: Mapping[str, str]) -> str:
    """From a file, or from a file descriptor that was handed over (`/dev/fd/3`)."""
    try:
        secret = only_ours(Path(required(environ, PASSWORD))).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise BackupTrouble(f"{PASSWORD}: {problem.strerror}") from None
    if not secret:
        raise BackupTrouble(f"{PASSWORD}: there is nothing in it")
    return secret
