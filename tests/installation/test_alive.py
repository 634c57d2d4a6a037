"""What the health checks of the images say, and when."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme

from intake.pulse import beat
from tests.installation.behind import serving
from tests.installation.declared import DOCKER


def says(*words: str, **settings: str) -> int:
    """The exit code of a health check."""
    line = [sys.executable, str(DOCKER / "alive.py"), *words]
    return subprocess.run(line, env=settings, capture_output=True, check=False).returncode


def test_a_process_without_a_door_lives_while_its_pulse_is_young(tmp_path: Path) -> None:
    told = {"MIZUGUCHI_PULSE": str(tmp_path / "pulse")}
    assert says("pulse", "60", **told) == 1
    beat(told)
    assert says("pulse", "60", **told) == 0
    long_ago = time.time() - 61
    os.utime(tmp_path / "pulse", (long_ago, long_ago))
    assert says("pulse", "60", **told) == 1
    beat(told)
    assert says("pulse", "60", **told) == 0


def test_who_is_told_of_no_file_writes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    beat({})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["door", "handshake"])
def test_a_door_lives_when_who_answers_has_its_certificate(tmp_path: Path, kind: str) -> None:
    authority = trustme.CA()
    with serving(authority) as window:
        told = {
            "MIZUGUCHI_WINDOW_PORT": str(window.server_port),
            "MIZUGUCHI_WINDOW_CERTIFICATE": str(tmp_path / "own"),
        }
        window.pair.cert_chain_pems[0].write_to_path(tmp_path / "own")
        assert says(kind, "MIZUGUCHI_WINDOW", **told) == 0
        authority.issue_cert("webapp").cert_chain_pems[0].write_to_path(tmp_path / "other")
        assert (
            says(kind, "MIZUGUCHI_WINDOW", **told | {"MIZUGUCHI_WINDOW_CERTIFICATE": str(tmp_path / "other")}) == 1
        )
    assert says(kind, "MIZUGUCHI_WINDOW", **told) == 1
