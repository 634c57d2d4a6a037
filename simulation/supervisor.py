"""Keeps the processes of a demo running: who ends unexpectedly is started again; at the end all end.

Only a process that ends again and again without ever having answered ends the demo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from time import monotonic

from simulation.child import Child, Process
from simulation.patience import GivesUp, Patience

SECONDS_TO_END = 7.0
"""For all processes together, from the request to end until the rest is ended by force."""


SECONDS_TO_SETTLE = 2.0
"""A process without a door shows that it works by living this long."""

Answers = Callable[[Process], bool]


class DiesTooOften(Exception):
    """A process ended again and again; the text names it and its log."""


class Supervisor:
    """Starts processes in `folder`, each with a log of its name in `logs`; `say` tells people what happened.

    `answers` rings at a process that has a door. `silent` are the names of all that have not answered since
    their last start.
    """

    def __init__(
        self, processes: Iterable[Process], logs: Path, folder: Path, say: Callable[[str], None], answers: Answers
    ) -> None:
        self.processes = {process.name: process for process in processes}
        self.silent = set(self.processes)
        self._logs, self._folder, self._say, self._answers = logs, folder, say, answers
        self._children: dict[str, Child] = {}
        self._patience = {name: Patience() for name in self.processes}
        self._due: dict[str, float] = dict.fromkeys(self.processes, 0.0)

    @property
    def pids(self) -> dict[str, int]:
        """The process ids by name, without those that are down just now."""
        return {name: child.pid for name, child in self._children.items()}

    def runs(self, name: str) -> bool:
        """Whether a process is up."""
        return name in self._children and self._children[name].runs()

    def look_after_all(self) -> None:
        """Mourn the dead, start whoever is due, listen to the silent. DiesTooOften when it is hopeless."""
        for name in [name for name in self._children if not self.runs(name)]:
            self._mourn(name)
        for name in [name for name, instant in self._due.items() if instant <= monotonic()]:
            self._start(name)
        for name in sorted(self.silent & self._children.keys()):
            self._listen_to(name)

    def end(self) -> None:
        """End all, gently first. Returns when none is left."""
        for child in self._children.values():
            child.ask_to_end()
        deadline = monotonic() + SECONDS_TO_END
        for child in self._children.values():
            child.end(max(0.0, deadline - monotonic()))
        self._children.clear()

    def _start(self, name: str) -> None:
        del self._due[name]
        self._children[name] = Child(self.processes[name], self._log(name), self._folder)

    def _listen_to(self, name: str) -> None:
        process, child = self.processes[name], self._children[name]
        works = self._answers(process) if process.alive_url else child.age >= SECONDS_TO_SETTLE
        if works and child.runs():
            self.silent.remove(name)
            self._patience[name].sign_of_life()

    def _mourn(self, name: str) -> None:
        code = self._children.pop(name).end(0)
        self.silent.add(name)
        why = f"signal {-code}" if code < 0 else f"exit code {code}"
        try:
            pause = self._patience[name].pause_after_death()
        except GivesUp:
            raise DiesTooOften(f"{name} ended ({why}) again and again. Its log: {self._log(name)}") from None
        self._due[name] = monotonic() + pause
        self._say(f"{name} ended ({why}) and is started again.")

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"
