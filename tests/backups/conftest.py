"""A desk with applications, two places for its backups, and what they are restored to."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intake.backup.folder import Folder
from intake.backup.restic import Restic
from intake.backup.settings import LOCK, BackupSettings
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.rights import Process
from intake.town import SHIPPED, Town
from tests.engines import POSTGRESQL, Copies, url_for
from tests.scenery import StandingClock, hand_in


@pytest.fixture
def desk(store: Store, public_keys: PublicKeys, clock: StandingClock, town: Town) -> Store:
    """A desk that has received two applications, as its owner."""
    for _ in range(2):
        hand_in(store, public_keys, clock, town)
    return store


@pytest.fixture
def keeper(desk: Store) -> Iterator[Store]:
    """The same desk as the housekeeper signs in to it, who writes the events of backups."""
    theirs = Store(url_for(desk, Process.HOUSEKEEPER))
    yield theirs
    theirs.engine.dispose()


@pytest.fixture
def settings(desk: Store, tmp_path: Path) -> BackupSettings:
    """Two folders that are ready."""
    local, remote = (Folder(name, tmp_path / name) for name in ("local", "remote"))
    for place in (local, remote):
        place.prepare()
    return BackupSettings(url_for(desk, Process.BACKUP), SHIPPED, LOCK, local, remote, days=14)


@pytest.fixture
def restic(tmp_path: Path) -> Restic:
    """A repository that is ready."""
    if shutil.which("restic") is None:
        pytest.skip("restic is not on this machine")
    place = Restic("remote", str(tmp_path / "repository"), "only for a test", patience=20)
    place.prepare()
    return place


Empty = Callable[[], str]


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest) -> Iterator[Empty]:
    """Makes the address of a database that is empty: on PostgreSQL one of the cluster, as its owner."""
    made = list[str]()

    def make() -> str:
        made.append(copies.cluster.make())
        return copies.cluster.url(made[-1])

    if engine == POSTGRESQL:
        copies: Copies = request.getfixturevalue("copies")
    yield make
    for name in made:
        copies.cluster.drop(name)
