"""Memory stays in the process: no core file, and nobody of the same user looks in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import billing.closing_off
import intake.own_memory
from tests.operating.premises import ROOMS, Premises

SYSTEMS_PYTHON = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable
SOMEBODY = 65534


@pytest.mark.parametrize("room", ROOMS)
def test_no_process_that_holds_secrets_leaves_a_core_file(desk: Premises, room: str) -> None:
    for pid in desk.pids(room):
        limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
        assert next(line for line in limits if line.startswith("Max core file size")).split()[4:6] == ["0", "0"]


@pytest.mark.parametrize("source", [intake.own_memory.__file__, billing.closing_off.__file__])
def test_another_process_of_the_same_user_does_not_read_the_memory(source: str) -> None:
    """The kernel then lets root alone look into /proc/PID. As root the tests ask in the name of somebody else."""
    code = Path(source).read_text() + "\nimport sys\n{}\nprint('shut', flush=True)\nsys.stdin.read()\n"
    who = SOMEBODY if os.geteuid() == 0 else None
    owners = {}
    for act in ("pass", "shut_memory()"):
        command = [SYSTEMS_PYTHON, "-c", code.replace("{}", act)]
        with subprocess.Popen(
            command, user=who, cwd="/", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdin
            assert process.stdout
            assert process.stdout.readline() == "shut\n"
            owners[act] = Path(f"/proc/{process.pid}/environ").stat().st_uid
            process.stdin.close()
    assert owners == {"pass": who or os.geteuid(), "shut_memory()": 0}
