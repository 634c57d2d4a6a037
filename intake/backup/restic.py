"""The remote place: a restic repository, on any of the backends that restic knows, encrypted before it leaves.

What is forgotten is decided here, by the project's calendar: restic's own rules count from the newest backup that
it has (`--keep-within`) or skip days without one (`--keep-daily`), so they would keep a fifteenth day.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from intake.backup.days import taken_at
from intake.backup.manifest import MANIFEST
from intake.backup.trouble import BackupTrouble

TAG = "mizuguchi"
"""On all that is ours; the repository may hold other things. The host is called so too: machines stay unnamed."""

FOREVER = 6 * 3600
OURS = "MIZUGUCHI_"


@dataclass(frozen=True)
class Restic:
    """A repository (`sftp:…`, `s3:…`, `rest:…` or a folder), and what unlocks it.

    `patience` is how many seconds restic may try to reach it: by itself it goes on for a quarter of an hour.
    """

    name: str
    repository: str
    password: str = field(repr=False)
    patience: float = 60

    def prepare(self) -> None:
        """Make the repository; nothing changes where it is."""
        try:
            self.held()
        except BackupTrouble:
            self._run("init", seconds=self.patience)

    def held(self) -> list[str]:
        """The names of the backups there, oldest first."""
        return sorted(self._snapshots())

    def manifests(self) -> dict[str, bytes]:
        """The manifest of each backup as it stands there."""
        there = self._snapshots()
        return {name: self._run("dump", there[name][-1], f"/{MANIFEST}") for name in sorted(there)}

    def damages(self, names: Iterable[str]) -> list[str]:  # noqa: ARG002 - restic reads all of it in one go
        """What is wrong with the repository; everything in it is read and held to its hashes."""
        try:
            self._run("check", "--read-data")
        except BackupTrouble as trouble:
            return [f"restic finds damage in the repository ({trouble})"]
        return []

    def take(self, source: Path) -> None:
        """Keep a copy of a whole backup. Restic names it only when all of it has arrived."""
        moment = taken_at(source.name)
        assert moment is not None  # noqa: S101 - only whole backups are handed over
        at = f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"
        self._run_alone("backup", "--host", TAG, "--tag", f"{TAG},{source.name}", "--time", at, ".", folder=source)

    def remove(self, names: Iterable[str]) -> None:
        """Forget backups, and have no unused byte of them left in the repository."""
        there = self._snapshots()
        gone = [each for name in names for each in there.get(name, ())]
        if gone:
            self._run_alone("forget", "--prune", "--max-unused", "0", *gone)

    def fetch(self, name: str, scratch: Path) -> Path:
        """Bring a backup here; the folder where it lies, inside of `scratch`."""
        folder = scratch / name
        folder.mkdir(mode=0o700)
        self._run("restore", self._id(name), "--target", str(folder))
        return folder

    def _id(self, name: str) -> str:
        try:
            return self._snapshots()[name][-1]
        except KeyError:
            raise BackupTrouble(f"{self.name}: there is no backup {name}") from None

    def _snapshots(self) -> dict[str, list[str]]:
        """The ids of what restic keeps, by the names that they are tagged with."""
        found: dict[str, list[str]] = {}
        told = self._run("snapshots", "--json", "--tag", TAG, seconds=self.patience)
        for each in json.loads(told) or []:
            for name in filter(taken_at, each.get("tags") or []):
                found.setdefault(name, []).append(each["id"])
        return found

    def _run_alone(self, *arguments: str, folder: Path | None = None) -> None:
        """Run once more when the lock of a run that was killed is in the way; locks of the living stay."""
        try:
            self._run(*arguments, folder=folder)
        except BackupTrouble as trouble:
            if "lock" not in str(trouble):
                raise
            self._run("unlock")
            self._run(*arguments, folder=folder)

    def _run(self, *arguments: str, folder: Path | None = None, seconds: float = FOREVER) -> bytes:
        """What restic answers. The password goes through a pipe: no argument, no environment, no file shows it."""
        reading, writing = os.pipe()
        try:
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(self.password.encode())
            line = ["restic", "--repo", self.repository, "--no-cache", "--quiet"]
            done = subprocess.run(  # noqa: S603 - no shell
                [*line, "--password-file", f"/dev/fd/{reading}", *arguments],
                pass_fds=(reading,),
                cwd=folder,
                env={name: value for name, value in os.environ.items() if not name.startswith(OURS)},
                capture_output=True,
                check=False,
                timeout=seconds,
                umask=0o077,
            )
        except subprocess.TimeoutExpired:
            raise BackupTrouble(f"{self.name}: can't be reached within {seconds:g} seconds") from None
        except FileNotFoundError:
            raise BackupTrouble(f"{self.name}: restic is not on this machine") from None
        finally:
            os.close(reading)
        if done.returncode:
            raise BackupTrouble(f"{self.name}: {self._reason(done.stderr, arguments[0])}")
        return done.stdout

    def _reason(self, said: bytes, command: str) -> str:
        """Restic's own first words; the others hold the address, and where that is, is nobody's business."""
        lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
        first = next((line for line in lines if line.startswith(("Fatal", "error", "Error"))), "no reason given")
        return f"restic {command}: {': '.join(first.split(': ')[:2])}"
