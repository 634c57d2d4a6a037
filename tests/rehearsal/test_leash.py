"""Whoever kills the launcher with -9 gives it no time to end its processes; the leash does it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.rehearsal.watching import group_of, until

ON_A_LEASH = """
import subprocess, sys, time
from threading import Thread
from simulation.leash import feel_the_leash
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
subprocess.Popen([sys.executable, "-c", deaf], stdin=subprocess.DEVNULL)
Thread(target=feel_the_leash, daemon=True).start()
time.sleep(60)
"""
LAUNCHER = f"""
import sys, time
from pathlib import Path
from simulation.child import Process
from simulation.supervisor import Supervisor
folder = Path(sys.argv[1])
process = Process("held", (sys.executable, "-c", {ON_A_LEASH!r}), {{"PATH": "/usr/bin:/bin"}})
supervisor = Supervisor([process], folder, folder, print, bool)
supervisor.look_after_all()
print(supervisor.pids["held"], flush=True)
time.sleep(60)
"""


def test_processes_and_their_deaf_helpers_end_when_the_launcher_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout
        held = int(launcher.stdout.readline())
        assert until(lambda: len(group_of(held)) == 2, 20)
        os.kill(launcher.pid, signal.SIGKILL)
    assert until(lambda: not group_of(held), 10)
