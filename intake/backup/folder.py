"""A plain folder that backups are kept in, one folder inside for each. Only its owner may read any of it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from intake.backup.days import taken_at
from intake.backup.manifest import MANIFEST, checked
from intake.backup.trouble import BackupTrouble

MARK = "mizuguchi-backups"
"""A file that says that a folder is the place for backups: a disk that is not mounted has none."""

UNPREPARED = "nothing is prepared there, or its disk is not mounted; see `mizuguchi backup --prepare`"

PART = ".part"


@dataclass(frozen=True)
class Folder:
    """A place for backups on this machine or on a disk that is mounted. `name` is what messages call it."""

    name: str
    path: Path

    def prepare(self) -> None:
        """Make the folder and its mark; nothing changes where they are."""
        with self._telling():
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.path / MARK, os.O_CREAT | os.O_WRONLY, 0o600))

    def held(self) -> list[str]:
        """The names of the whole backups here, oldest first. BackupTrouble where the place isn't there."""
        with self._telling():
            if not (self.path / MARK).is_file():
                raise BackupTrouble(f"{self.name}: {UNPREPARED}")
            return sorted(each.name for each in self.path.iterdir() if each.is_dir() and taken_at(each.name))

    def manifests(self) -> dict[str, bytes]:
        """The manifest of each backup as it stands there; nothing where there is none."""
        with self._telling():
            files = {name: self.path / name / MANIFEST for name in self.held()}
            return {name: file.read_bytes() if file.is_file() else b"" for name, file in files.items()}

    def damages(self, names: Iterable[str]) -> list[str]:
        """What is wrong with some backups here; every file is read."""
        found = []
        for name in names:
            try:
                checked(self.path / name)
            except BackupTrouble as trouble:
                found.append(f"{name}: {trouble}")
        return found

    def take(self, source: Path) -> None:
        """Keep a copy of a whole backup. It is held to its hashes before it counts as one."""
        with self.new(source.name) as part:
            for file in source.iterdir():
                shutil.copyfile(file, _private(part / file.name))
            checked(part)

    def remove(self, names: Iterable[str]) -> None:
        """Remove backups; what is half removed is no backup any more, and the next run ends it."""
        with self._telling():
            for name in names:
                part = self._part(name)
                (self.path / name).rename(part)
                shutil.rmtree(part)

    def fetch(self, name: str, scratch: Path) -> Path:  # noqa: ARG002 - other places need it
        """The folder where a whole backup can be read; nothing has to be copied."""
        return self.path / name

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else makes or removes a backup until the end of the block; the dead lose their turn."""
        self.held()
        with self._telling(), (self.path / MARK).open("rb") as mark:
            try:
                fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BackupTrouble(f"{self.name}: another backup is under way") from None
            yield

    @contextmanager
    def new(self, name: str) -> Iterator[Path]:
        """An empty folder that becomes the backup `name` at the end of the block, or nothing when the block fails.

        It is on disk before it has its name, so that no power cut leaves half of one.
        """
        with self._telling():
            if name in self.held():
                raise BackupTrouble(f"{self.name}: there is a backup {name} already")
            self._clear_parts()
            part = self._part(name)
            part.mkdir(mode=0o700)
            try:
                yield part
                _to_disk(*part.iterdir(), part)
                part.rename(self.path / name)
                _to_disk(self.path)
            finally:
                shutil.rmtree(part, ignore_errors=True)

    def _part(self, name: str) -> Path:
        return self.path / f".{name}{PART}"

    def _clear_parts(self) -> None:
        for part in self.path.glob(f".*{PART}"):
            shutil.rmtree(part)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """What the operating system says, with the name of the place and without a path."""
        try:
            yield
        except OSError as problem:
            raise BackupTrouble(f"{self.name}: {problem.strerror or type(problem).__name__}") from None


def _private(file: Path) -> Path:
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return file


def _to_disk(*paths: Path) -> None:
    for path in paths:
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
