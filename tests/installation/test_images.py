"""The images are built without an engine, looked into, and what is in them is started. Long: `make images`."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cluster import Cluster, found_programs
from tests.console.process import free_port
from tests.installation.composed import pins, told
from tests.installation.container import Container, container
from tests.installation.contents import ROOT, code_in
from tests.installation.trial import furnish
from tests.installation.workshop import PROGRAMS, Workshop

pytestmark = [pytest.mark.images, pytest.mark.timeout(3600)]

PROCESSES = ("webapp", "admin", "postman", "housekeeper", "billing")
BUILT = (*PROCESSES, "relay-placeholder", "nginx")
PACKAGES = "opt/mizuguchi/lib/python3.11/site-packages"
ROOMS = ("intake", "webapp", "admin", "emails", "billing", "simulation", "evidence", "tests", "docker")
THAT_INSTALLS = ("pip", "pip3", "gcc", "cc", "make", "git", "curl", "wget")


@dataclass
class Shelf:
    """Built images, made when they are first asked for."""

    workshop: Workshop
    built: dict[str, str] = field(default_factory=dict)

    def image(self, target: str) -> str:
        if target not in self.built:
            begun = time.monotonic()
            self.built[target] = self.workshop.build(target)
            size = self.workshop.buildah("images", "--format", "{{.Size}}", self.built[target])
            print(f"\n{target}: {size}, {time.monotonic() - begun:.0f} s")  # noqa: T201 - for docs/containers.md
        return self.built[target]


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    """MIZUGUCHI_WORKSHOP names a folder to be kept for the next time."""
    for program in PROGRAMS:
        if not shutil.which(program):
            pytest.skip(f"there is no {program} on this machine")
    if os.getuid() != 0:
        pytest.skip("only root can build images in a chroot")
    kept = os.environ.get("MIZUGUCHI_WORKSHOP")
    folder = Path(kept or ROOT / "var/images")
    folder.mkdir(parents=True, exist_ok=True)
    workshop = Workshop(folder)
    try:
        workshop.make_base()
        yield Shelf(workshop)
    finally:
        if not kept:
            workshop.clear_away()


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trial")
    furnish(folder)
    return folder


@pytest.fixture(scope="module")
def database() -> Iterator[Cluster]:
    """A real one; its socket is handed to the containers."""
    programs = found_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server on this machine")
    cluster = Cluster(programs)
    cluster.folder.chmod(0o755)
    yield cluster
    cluster.stop()


@pytest.mark.parametrize("target", BUILT)
def test_an_image_runs_as_somebody_with_few_rights(shelf: Shelf, target: str) -> None:
    config = shelf.workshop.config(shelf.image(target))
    assert config["User"].startswith("1000")
    assert config["Healthcheck"]["Test"]


@pytest.mark.parametrize("target", PROCESSES)
def test_an_image_holds_the_code_of_its_process_and_nothing_else_of_ours(shelf: Shelf, target: str) -> None:
    with looked_into(shelf, target) as root:
        packages = root / PACKAGES
        held = {
            path.relative_to(packages).as_posix()
            for room in ROOMS
            for path in (packages / room).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
        }
        declared = {
            path for path in code_in(target) if path.split("/")[0] in ROOMS and not path.startswith("docker/")
        }
        assert held == declared
        assert not [path for room in ROOMS for path in root.glob(f"build/{room}")]


@pytest.mark.parametrize("target", BUILT)
def test_an_image_has_nothing_that_installs_or_builds(shelf: Shelf, target: str) -> None:
    with looked_into(shelf, target) as root:
        folders = ("bin", "usr/bin", "usr/local/bin", "opt/mizuguchi/bin")
        assert [name for name in THAT_INSTALLS for folder in folders if (root / folder / name).exists()] == []
        assert not (root / PACKAGES / "pip").exists()


@pytest.mark.parametrize("target", BUILT)
def test_an_image_remembers_nothing_of_the_machine_that_built_it(shelf: Shelf, target: str) -> None:
    with looked_into(shelf, target) as root:
        for path in ("etc/pip.conf", "run/authority.pem", "etc/apt/sources.list.d/debian.sources"):
            assert not (root / path).exists() or (root / path).stat().st_size == 0
        assert not list((root / "run").glob("secrets/*"))
    environment = shelf.workshop.config(shelf.image(target))["Env"]
    assert [line for line in environment if "proxy" in line.lower() or "index" in line.lower()] == []


def looked_into(shelf: Shelf, target: str) -> Looking:
    return Looking(shelf.workshop, shelf.image(target))


@dataclass
class Looking:
    """Shows the file system of an image for the length of a block."""

    workshop: Workshop
    image: str
    name: str = ""

    def __enter__(self) -> Path:
        self.name = self.workshop.buildah("from", self.image)
        return Path(self.workshop.buildah("mount", self.name))

    def __exit__(self, *_: object) -> None:
        self.workshop.buildah("umount", self.name)
        self.workshop.buildah("rm", self.name)


@pytest.mark.parametrize("process", PROCESSES)
def test_what_is_in_an_image_starts_and_its_health_check_says_so(
    shelf: Shelf, trial: Path, database: Cluster, tmp_path: Path, process: str
) -> None:
    migrated(shelf, trial, database, tmp_path)
    with placed(shelf, process, trial, database, tmp_path / "own") as inside:
        assert not inside.works(), "a health check that is content before anything runs tells nothing"
        with inside.started(tmp_path / "log"):
            assert inside.run("id", "-u") == shelf.workshop.config(inside.image)["User"]
        kept = ["/var/lib/billing/billing.sqlite"] if process == "billing" else []
        assert [
            path for path in inside.written_by_it() if not path.startswith("/var/lib/billing/billing.sqlite-")
        ] == kept


def migrated(shelf: Shelf, trial: Path, database: Cluster, folder: Path) -> None:
    """The tables, made by the image that has the command."""
    if database.tell("SELECT 1 FROM pg_database WHERE datname = 'desk_1'"):
        return
    database.make()
    with placed(shelf, "housekeeper", trial, database, folder / "owner", "migrate", "owner") as owner:
        assert "newest form" in owner.run("mizuguchi", "migrate")


def placed(
    shelf: Shelf, target: str, trial: Path, database: Cluster, folder: Path, service: str = "", role: str = ""
) -> AbstractContextManager[Container]:
    """With the settings of compose.yaml, but for the database, whose socket it is handed, and the port."""
    folder.mkdir()
    settings = told(service or target) | pins(service or target, trial)
    own = {
        "MIZUGUCHI_BACKUP_DATABASE": "postgresql://mizuguchi_backup@/desk_1?host=/run/database",
        "MIZUGUCHI_DATABASE": f"postgresql://mizuguchi_{role or target}@/desk_1?host=/run/database",
        "MIZUGUCHI_WINDOW_LIMITS": "memory://",
    }
    for name in settings:
        if name.endswith("_HOST") and "SMTP" not in name:
            settings[name] = "127.0.0.1"
        elif name.endswith("_PORT") and "SMTP" not in name:
            settings[name] = str(free_port())
    settings |= {name: value for name, value in own.items() if name in settings}
    mounts = [f"{database.folder}:/run/database"] if "MIZUGUCHI_DATABASE" in settings else []
    return container(shelf.workshop, shelf.image(target), service or target, trial, folder, settings, *mounts)
