"""A disk that is full: whoever applies is told so and keeps the form; when there is room again, it goes on."""

from __future__ import annotations

import errno
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.chaos.conftest import Desk, desk_at_work, server_in
from tests.chaos.counting import nothing_is_lost_or_double
from tests.chaos.crowd import Neighbour, neighbours
from tests.engines import POSTGRESQL
from tests.rehearsal.stranger import PATIENCE
from tests.rehearsal.watching import until

PHONE, UNAVAILABLE = "0465-00-0000", 503
RESIDENTS = 40
SIZE = {"sqlite": "24m", "postgresql": "140m"}

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A disk in memory, in a place that the server's own user may enter."""
    if os.getuid() != 0:
        pytest.skip("a small disk is mounted by root only")
    folder = Path(tempfile.mkdtemp(prefix="mizuguchi-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "none", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


@pytest.fixture
def disk(engine: str) -> Iterator[Path]:
    with small_disk(SIZE[engine]) as disk:
        yield disk


@pytest.fixture
def desk(engine: str, disk: Path, tmp_path: Path) -> Iterator[Desk]:
    """On the small disk: the whole home with its file, or the server's files."""
    if engine == POSTGRESQL:
        with server_in(disk) as cluster, desk_at_work(tmp_path, cluster) as desk:
            yield desk
    else:
        with desk_at_work(disk, None) as desk:
            yield desk


def fill(disk: Path) -> Path:
    """Put a stone on the disk that leaves no room."""
    stone = disk / "stone"
    with stone.open("wb", buffering=0) as file:
        for block in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\0" * block)
            except OSError as full:
                if full.errno != errno.ENOSPC:
                    raise
    return stone


def submitted_once(resident: Neighbour) -> str | HTTPError:
    """The reference, or the window's answer that it can't."""
    resident.patience = 0
    try:
        return resident.submit()
    except HTTPError as refused:
        return refused
    finally:
        resident.patience = PATIENCE


@pytest.mark.both_engines
def test_a_full_disk_refuses_kindly_and_loses_nothing(desk: Desk, disk: Path) -> None:
    people = neighbours(desk.demo, desk.letterbox, RESIDENTS)
    for resident in people:
        resident.fill_in()
    stone = fill(disk)
    first = {resident: submitted_once(resident) for resident in people}
    refused = {resident: answer for resident, answer in first.items() if isinstance(answer, HTTPError)}
    assert refused, "the disk was not full"
    assert {answer.code for answer in refused.values()} == {UNAVAILABLE}
    assert all(PHONE in answer.read().decode() for answer in refused.values())

    stone.unlink()
    if desk.cluster:
        desk.cluster.restart()  # a server that could not write its log has ended itself
    assert until(lambda: desk.demo.processes().items() == desk.demo.ready["pids"].items(), 60), "not all are back"
    second = [resident.submit() for resident in refused]
    receipts = [answer for answer in first.values() if isinstance(answer, str)] + second
    nothing_is_lost_or_double(desk, receipts, RESIDENTS)
