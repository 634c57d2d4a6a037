"""The folder of a demo: where everything lies, made once, and one demo at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class AnotherDemo(Exception):
    """Another demo lives in this folder already."""


@dataclass(frozen=True)
class Home:
    """A folder that only its owner may enter (0700). `path` is absolute; nothing is written outside of it."""

    path: Path

    @property
    def keys(self) -> Path:
        """The key pairs; the folder `public` in it has the public halves only."""
        return self.path / "keys"

    @property
    def tls(self) -> Path:
        """Certificates: `ca.pem`, one pair for each server, `terminal-ca.pem`, and the pair of the terminal."""
        return self.path / "tls"

    @property
    def secrets(self) -> Path:
        """One file for each secret of a process."""
        return self.path / "secrets"

    @property
    def scratch(self) -> Path:
        """Where the processes stand, and what they take for their user's home."""
        return self.path / "scratch"

    @property
    def logs(self) -> Path:
        """What each process said, one file each."""
        return self.path / "logs"

    @property
    def sign_ins(self) -> Path:
        """The demo's user names and passwords."""
        return self.path / "accounts.json"

    @property
    def billing(self) -> Path:
        """The database of the billing stand-in."""
        return self.path / "billing.sqlite"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Live here alone until the block ends; AnotherDemo when somebody does. A dead owner's lock is free."""
        descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(descriptor)
            yield
        finally:
            os.close(descriptor)

    def _take(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise AnotherDemo(str(self.path)) from taken


def once(target: Path, make: Callable[[Path], None]) -> None:
    """Have a file or folder made unless it is there. It appears whole or not at all, whenever we are cut off."""
    if target.exists():
        return
    scratch = target.with_name(f"{target.name}.new")
    _remove(scratch)
    make(scratch)
    scratch.rename(target)


def _remove(leftover: Path) -> None:
    if leftover.is_dir():
        shutil.rmtree(leftover)
    leftover.unlink(missing_ok=True)
