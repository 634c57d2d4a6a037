"""The scenery of all tests: a clock that stands still, a town, keys, an empty database with every table."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import settings

from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town, read_town
from tests.cluster import Cluster, found_programs
from tests.engines import ENGINES, POSTGRESQL, SQLITE, Copies, usual_engine
from tests.scenery import MONDAY_NOON, PrivateKeys, StandingClock

pytest_plugins = ["tests.chromium", "tests.checks", "tests.thrift"]

# Under CI the examples are the same each time: a rare find belongs to whoever is at work, not to whoever lands.
settings.register_profile("house", max_examples=60, deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


@pytest.fixture
def clock() -> StandingClock:
    """Monday 2026-11-23, noon in Japan; moves only when a test moves it."""
    return StandingClock(MONDAY_NOON)


@pytest.fixture(scope="session")
def town() -> Town:
    """The shipped town."""
    return read_town()


@pytest.fixture(scope="session")
def private_keys() -> PrivateKeys:
    """Keys of office, recovery and postman, made for this run."""
    return PrivateKeys(*(X25519PrivateKey.generate() for _ in range(3)))


@pytest.fixture(scope="session")
def public_keys(private_keys: PrivateKeys) -> PublicKeys:
    """The public halves."""
    return private_keys.public()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with every table, made once; a copy takes a hundredth of the time of the migrations."""
    path = tmp_path_factory.mktemp("migrated") / "desk.sqlite"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    store.engine.dispose()
    return path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_engines` run on each."""
    if metafunc.definition.get_closest_marker("both_engines") and "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", ENGINES, indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """On which engine this test runs."""
    usual = SQLITE if request.node.get_closest_marker("on_file") else usual_engine()
    return str(getattr(request, "param", usual))


@pytest.fixture(scope="session")
def copies() -> Iterator[Copies]:
    """A PostgreSQL cluster of this run's own."""
    program = found_programs()
    if program is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    cluster = Cluster(program)
    yield Copies(cluster)
    cluster.stop()


@pytest.fixture
def store(request: pytest.FixtureRequest, engine: str, migrated: Path, tmp_path: Path) -> Iterator[Store]:
    """A fresh database, migrated: SQLite on disk, or PostgreSQL as its owner."""
    if engine == POSTGRESQL:
        copies: Copies = request.getfixturevalue("copies")
        with copies.fresh("migrated", Store.migrate) as store:
            yield store
        return
    shutil.copy(migrated, tmp_path / "desk.sqlite")
    store = Store(f"sqlite:///{tmp_path}/desk.sqlite")
    yield store
    store.engine.dispose()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A skipped check looks green; where everything is installed (CI) it is a failure."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"
    return report
