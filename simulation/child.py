"""One process of the demo, as its parent sees it."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic


@dataclass(frozen=True)
class Process:
    """What to start: a name, the whole command, the whole environment, and the URL that answers 200 when it works.

    A process without a URL works when it has run for a while. `shows_terminal`: the URL is asked with the
    terminal's certificate.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    alive_url: str = ""
    shows_terminal: bool = False


class Child:
    """A process that was started: head of a process group of its own, with its stdin as a leash."""

    def __init__(self, process: Process, log: Path, folder: Path) -> None:
        with log.open("ab") as paper:
            self._running = subprocess.Popen(  # noqa: S603 -- the demo's own commands
                process.command,
                env=dict(process.environment),
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=paper,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                umask=0o077,
            )
        self.pid = self._running.pid
        self._born = monotonic()

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self._running.poll() is None

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return monotonic() - self._born

    def ask_to_end(self) -> None:
        """SIGTERM to the head of the group, which ends its own helpers in its own order."""
        self._running.terminate()

    def end(self, patience: float) -> int:
        """Wait some seconds for it, then end what is left of its group. The exit code, or minus the signal."""
        with suppress(subprocess.TimeoutExpired):
            self._running.wait(patience)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        if self._running.stdin:
            self._running.stdin.close()
        return self._running.wait()
