"""The supervisor with small processes of its own; the whole demo is tried in test_demo.py."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep

import pytest

from simulation.child import Process
from simulation.supervisor import DiesTooOften, Supervisor
from tests.rehearsal.watching import group_of, until

SLEEPS = "import time; time.sleep(60)"
HAS_A_HELPER = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SLEEPS!r}])"
IS_DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); {SLEEPS}"

Supervise = Callable[[str], Supervisor]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Iterator[Supervise]:
    started = []

    def begin(program: str) -> Supervisor:
        process = Process("sleeper", (sys.executable, "-c", program), {"WORD": "given"})
        started.append(Supervisor([process], tmp_path, tmp_path, said.append))
        started[0].look_after_all()
        return started[0]

    yield begin
    for supervisor in started:
        supervisor.end()


def kill(supervisor: Supervisor) -> int:
    pid = supervisor.pids["sleeper"]
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: not supervisor.runs("sleeper"), 5)
    return pid


def test_a_killed_process_comes_back_under_a_new_id(supervise: Supervise, said: list[str]) -> None:
    supervisor = supervise(SLEEPS)
    old = kill(supervisor)
    assert supervisor.look_after_all() == ["sleeper"]
    assert until(lambda: supervisor.look_after_all() or supervisor.runs("sleeper"), 5)
    assert supervisor.pids["sleeper"] != old
    assert said == ["sleeper ended (signal 9) and is started again."]


def test_helpers_of_a_killed_process_go_with_it(supervise: Supervise) -> None:
    supervisor = supervise(HAS_A_HELPER)
    leader = supervisor.pids["sleeper"]
    assert until(lambda: len(group_of(leader)) == 2, 5)
    kill(supervisor)
    supervisor.look_after_all()
    assert until(lambda: not group_of(leader), 5)


def test_a_process_that_dies_at_once_each_time_is_given_up(
    supervise: Supervise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.patience.LONGEST_PAUSE", 0.01)
    supervisor = supervise("raise SystemExit(3)")
    with pytest.raises(DiesTooOften, match=r"sleeper ended \(exit code 3\) too often"):
        until(supervisor_never_ends(supervisor), 30)


def supervisor_never_ends(supervisor: Supervisor) -> Callable[[], bool]:
    def look() -> bool:
        supervisor.look_after_all()
        return False

    return look


def test_the_end_reaches_the_whole_group(supervise: Supervise) -> None:
    supervisor = supervise(HAS_A_HELPER)
    leader = supervisor.pids["sleeper"]
    assert until(lambda: len(group_of(leader)) == 2, 5)
    supervisor.end()
    assert not group_of(leader)


def test_who_does_not_listen_is_ended_by_force(
    supervise: Supervise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.supervisor.SECONDS_TO_END", 0.5)
    supervisor = supervise(IS_DEAF)
    leader = supervisor.pids["sleeper"]
    assert until(lambda: "deaf" in (tmp_path / "sleeper.log").read_text(), 5)
    supervisor.end()
    assert not group_of(leader)


def test_a_process_is_told_what_was_meant_for_it_and_nothing_else(supervise: Supervise, tmp_path: Path) -> None:
    supervise("import os; print(sorted(os.environ), flush=True); import time; time.sleep(60)")
    assert until((tmp_path / "sleeper.log").read_text, 5)
    sleep(0.05)
    # Python itself sets LC_CTYPE where no language is given.
    assert set(eval((tmp_path / "sleeper.log").read_text())) <= {"WORD", "LC_CTYPE"}  # noqa: S307 - our own print
