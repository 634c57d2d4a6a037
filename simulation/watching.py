"""The life of a demo: alone in its home, start, tell when everything answers, watch until told to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from simulation.demo import Demo
from simulation.doorbell import Doorbell
from simulation.notice import notice
from simulation.ready import make_ready_to_write, urls, write_ready
from simulation.sign_ins import SignIn
from simulation.supervisor import Supervisor
from simulation.zones import ZONES

SECONDS_TO_START = 90.0
LOOK_EVERY = 0.1

Say = Callable[[str], None]


class CannotRun(Exception):
    """The demo cannot start; the text says why."""


class EndOfDay:
    """Notes SIGTERM, Ctrl-C and a closed terminal, so that the demo ends in its own order. Ask `reached`."""

    def __init__(self) -> None:
        self.reached = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, _number: int, _frame: object) -> None:
        self.reached = True


def run(demo: Demo, say: Say) -> None:
    """Run a demo until SIGTERM or Ctrl-C. CannotRun, AnotherDemo or DiesTooOften when it does not work out."""
    os.umask(0o077)
    _make(demo.home.path)
    with demo.home.alone():
        if demo.ready_file:
            _take_back(demo.ready_file)
        if taken := demo.ports.taken():
            numbers = ", ".join(str(port) for port in taken)
            raise CannotRun(f"These ports are taken: {numbers}. Another row can be chosen with --base-port.")
        end_of_day = EndOfDay()
        say("準備しています。 / Making keys, certificates and accounts ready.")
        _Day(demo, demo.prepare(), say).live(end_of_day)


def _make(home: Path) -> None:
    """The folder of the demo, for its owner only."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
    except OSError as trouble:
        raise CannotRun(f"The folder {home} can't be made or is not ours: {trouble.strerror}.") from None


def _take_back(ready_file: Path) -> None:
    """What a demo of before has told is no longer so, whether or not this one starts."""
    try:
        make_ready_to_write(ready_file)
    except OSError as trouble:
        raise CannotRun(f"The ready file {ready_file} can't be written: {trouble.strerror}.") from None


class _Day:
    """One run of a demo, from the first start of a process to the end of the last."""

    def __init__(self, demo: Demo, people: list[SignIn], say: Say) -> None:
        self._demo, self._people, self._say = demo, people, say
        bell = Doorbell(demo.home.tls)
        self._supervisor = Supervisor(demo.processes(), demo.home.logs, demo.home.scratch, say, bell.answered_by)
        self._told: dict[str, int] = {}

    def live(self, end_of_day: EndOfDay) -> None:
        """Start everything, watch until the end of the day, end everything."""
        for name in sorted(ZONES.keys() - self._supervisor.processes.keys()):
            self._say(f"{name} is not installed here and is left out.")
        try:
            self._start(end_of_day)
            while not end_of_day.reached:
                self._look()
        finally:
            self._withdraw()
            self._supervisor.end()
        self._say("すべて終了しました。 / Everything has ended.")

    def _start(self, end_of_day: EndOfDay) -> None:
        patient_until = monotonic() + SECONDS_TO_START
        while not self._told and not end_of_day.reached:
            self._look()
            if not self._told and monotonic() > patient_until:
                silent = ", ".join(sorted(self._supervisor.silent))
                raise CannotRun(f"No answer from {silent}. Logs: {self._demo.home.logs}")
        if self._told:
            demo = self._demo
            self._say(notice(demo.home, urls(demo.ports), self._people, by_roles=demo.server is not None))

    def _look(self) -> None:
        """One look at all processes; the ready file is written again when everyone answers again."""
        self._supervisor.look_after_all()
        if not self._supervisor.silent and self._supervisor.pids != self._told:
            self._tell()
        sleep(LOOK_EVERY)

    def _tell(self) -> None:
        demo, self._told = self._demo, self._supervisor.pids
        if demo.ready_file:
            write_ready(demo.ready_file, demo.home, demo.ports, self._people, self._told)

    def _withdraw(self) -> None:
        if self._demo.ready_file:
            # Whatever became of its folder, the processes have to be ended after this.
            with suppress(OSError):
                self._demo.ready_file.unlink(missing_ok=True)
