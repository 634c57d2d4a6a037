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

Supervise = Callable[..., Supervisor]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervise(tmp_path: Path, said: list[str]) -> Iterator[Supervise]:
    started = []

    def begin(program: str, door: str = "") -> Supervisor:
        process = Process("sleeper", (sys.executable, "-c", program), {"WORD": "given"}, door)
        started.append(Supervisor([process], tmp_path, tmp_path, said.append, lambda _process: True))
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


def comes_back(supervisor: Supervisor) -> None:
    """Wait until it was started again and has answered."""

    def answers() -> bool:
        supervisor.look_after_all()
        return not supervisor.silent

    assert until(answers, 5)


@pytest.mark.parametrize("door", ["", "https://localhost/alive"], ids=["without a door", "with a door"])
def test_kills_of_a_process_that_works_never_end_the_demo(
    supervise: Supervise, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    monkeypatch.setattr("simulation.supervisor.SECONDS_TO_SETTLE", 0.05)
    supervisor = supervise(SLEEPS, door)
    pids = set()
    for _ in range(12):
        comes_back(supervisor)
        pids.add(kill(supervisor))
        supervisor.look_after_all()
        assert supervisor.silent == {"sleeper"}
    comes_back(supervisor)
    assert len(pids) == 12


def test_a_process_without_a_door_that_has_just_started_counts_as_silent(supervise: Supervise) -> None:
    supervisor = supervise(SLEEPS)
    supervisor.look_after_all()
    assert supervisor.silent == {"sleeper"}


def test_a_killed_process_comes_back_under_a_new_id(supervise: Supervise, said: list[str]) -> None:
    supervisor = supervise(SLEEPS)
    old = kill(supervisor)
    comes_back(supervisor)
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
    with pytest.raises(DiesTooOften, match=r"sleeper ended \(exit code 3\) again and again"):
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
    assert until(lambda: not group_of(leader), 5)


def test_who_does_not_listen_is_ended_by_force(
    supervise: Supervise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.supervisor.SECONDS_TO_END", 0.5)
    supervisor = supervise(IS_DEAF)
    leader = supervisor.pids["sleeper"]
    assert until(lambda: "deaf" in (tmp_path / "sleeper.log").read_text(), 5)
    supervisor.end()
    assert until(lambda: not group_of(leader), 5)


def test_a_process_is_told_what_was_meant_for_it_and_nothing_else(supervise: Supervise, tmp_path: Path) -> None:
    supervise("import os; print(sorted(os.environ), flush=True); import time; time.sleep(60)")
    assert until((tmp_path / "sleeper.log").read_text, 5)
    sleep(0.05)
    # Python itself sets LC_CTYPE where no language is given.
    assert set(eval((tmp_path / "sleeper.log").read_text())) <= {"WORD", "LC_CTYPE"}  # noqa: S307 - our own print
