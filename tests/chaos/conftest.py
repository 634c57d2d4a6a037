"""A demo whose records are in a file, or on a PostgreSQL server of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chaos.letterbox import Letterbox
from tests.cluster import Cluster, found_programs
from tests.engines import POSTGRESQL
from tests.rehearsal.launching import Running, free_base_port, start
from tests.rehearsal.records import Records, records_of


@dataclass
class Desk:
    """A demo at work, what it has written down, what has arrived; `cluster` where its records are in no file."""

    demo: Running
    records: Records
    letterbox: Letterbox
    cluster: Cluster | None


@contextmanager
def desk_at_work(folder: Path, cluster: Cluster | None, through: tuple[str, ...] = ()) -> Iterator[Desk]:
    """A demo in a folder until the end of the block."""
    database = cluster.url(cluster.make()) if cluster else ""
    told = ("--database", database) if database else ()
    demo = start(folder / "home", free_base_port(), *told, through=through)
    try:
        with records_of(demo.home, database) as records:
            yield Desk(demo, records, Letterbox(demo.home / "mail"), cluster)
    finally:
        demo.end()


@contextmanager
def server_in(folder: Path | None) -> Iterator[Cluster]:
    """A PostgreSQL server of its own, whose files are in a folder."""
    program = found_programs()
    if program is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    cluster = Cluster(program, folder)
    yield cluster
    cluster.stop()


@pytest.fixture
def desk(engine: str, tmp_path: Path) -> Iterator[Desk]:
    """A desk on an engine."""
    if engine == POSTGRESQL:
        with server_in(None) as cluster, desk_at_work(tmp_path, cluster) as desk:
            yield desk
    else:
        with desk_at_work(tmp_path, None) as desk:
            yield desk
