"""The life of a demo: alone in its home, start, tell when everything answers, watch until told to end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from time import monotonic, sleep

from simulation.demo import Demo
from simulation.doorbell import Doorbell
from simulation.notice import notice
from simulation.ready import urls, write_ready
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
    demo.home.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    demo.home.path.chmod(0o700)
    with demo.home.alone():
        if taken := demo.ports.taken():
            numbers = ", ".join(str(port) for port in taken)
            raise CannotRun(f"These ports are taken: {numbers}. Another row can be chosen with --base-port.")
        end_of_day = EndOfDay()
        say("準備しています。 / Making keys, certificates and accounts ready.")
        _Day(demo, demo.prepare(), say).live(end_of_day)


class _Day:
    """One run of a demo, from the first start of a process to the end of the last."""

    def __init__(self, demo: Demo, people: list[SignIn], say: Say) -> None:
        self._demo, self._people, self._say = demo, people, say
        self._supervisor = Supervisor(demo.processes(), demo.home.logs, demo.home.scratch, say)
        self._doorbell = Doorbell(demo.home.tls)
        self._silent = set(self._supervisor.processes)

    def live(self, end_of_day: EndOfDay) -> None:
        """Start everything, watch until the end of the day, end everything."""
        for name in sorted(ZONES.keys() - self._supervisor.processes.keys()):
            self._say(f"{name} is not installed here and is left out.")
        self._withdraw()
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
        while self._silent and not end_of_day.reached:
            self._look()
            if self._silent and monotonic() > patient_until:
                raise CannotRun(f"No answer from {', '.join(sorted(self._silent))}. Logs: {self._demo.home.logs}")
        if not self._silent:
            self._say(notice(self._demo.home, urls(self._demo.ports), self._people))

    def _look(self) -> None:
        """One look at all processes; the ready file is written again when everyone answers again."""
        self._silent |= set(self._supervisor.look_after_all())
        if self._silent:
            self._silent = {name for name in self._silent if not self._answers(name)}
            if not self._silent:
                self._tell()
        sleep(LOOK_EVERY)

    def _answers(self, name: str) -> bool:
        process = self._supervisor.processes[name]
        rings = not process.alive_url or self._doorbell.answered_by(process)
        return rings and self._supervisor.runs(name)

    def _tell(self) -> None:
        demo = self._demo
        if demo.ready_file:
            write_ready(demo.ready_file, demo.home, demo.ports, self._people, self._supervisor.pids)

    def _withdraw(self) -> None:
        if self._demo.ready_file:
            self._demo.ready_file.unlink(missing_ok=True)
