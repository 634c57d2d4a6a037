"""A process in its image, as far as that goes without an engine: its user, files and settings."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.installation.composed import handed
from tests.installation.workshop import Workshop

A_START = 90


@dataclass(frozen=True)
class Container:
    """Made from an image. `files` has what it is handed; `root` is where its file system is to be seen."""

    workshop: Workshop
    name: str
    image: str
    root: Path
    options: tuple[str, ...]

    def run(self, *words: str) -> str:
        """What a command prints that runs as the user of the image."""
        return self.workshop.buildah("run", *self.options, self.name, "--", *words, patience=60)

    def works(self) -> bool:
        """What the health check of the image says."""
        kind, *words = self.workshop.config(self.image)["Healthcheck"]["Test"]
        assert kind == "CMD"
        line = self.workshop.line("run", *self.options, self.name, "--", *words)
        return subprocess.run(line, capture_output=True, check=False, timeout=60).returncode == 0

    @contextmanager
    def started(self, log: Path) -> Iterator[None]:
        """What the image starts runs until the end of the block; its last process goes with the first."""
        config = self.workshop.config(self.image)
        words = [*config["Entrypoint"], *config["Cmd"]]
        apart = ["setpriv", "--pdeathsig", "KILL", "unshare", "--pid", "--fork", "--kill-child", "--mount-proc"]
        line = [*apart, *self.workshop.line("run", *self.options, self.name, "--", *words)]
        with log.open("wb") as paper:
            running = subprocess.Popen(line, stdout=paper, stderr=paper)
        try:
            deadline = time.monotonic() + A_START
            while not self.works():
                assert running.poll() is None, log.read_text()[-3000:]
                assert time.monotonic() < deadline, log.read_text()[-3000:]
                time.sleep(0.5)
            yield
        finally:
            running.kill()
            running.wait()

    def written_by_it(self) -> list[str]:
        """The files of its user, outside of /tmp."""
        user = self.workshop.config(self.image)["User"]
        line = ["find", str(self.root), "-xdev", "-uid", user, "-type", "f", "-not", "-path", f"{self.root}/tmp/*"]
        found = subprocess.run(line, capture_output=True, text=True, check=True).stdout
        return [line.removeprefix(str(self.root)) for line in found.splitlines()]


@contextmanager
def container(
    workshop: Workshop,
    image: str,
    service: str,
    trial: Path,
    folder: Path,
    settings: Mapping[str, str],
    *mounts: str,
) -> Iterator[Container]:
    """From an image, with the files that a service is handed; removed at the end of the block."""
    user = int(workshop.config(image)["User"])
    for target, source in handed(service).items():
        path = folder / target.removeprefix("/run/")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(trial / source, path)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, user)
    given = [f"{folder / part}:/run/{part}:ro" for part in ("secrets", "public") if (folder / part).exists()]
    volumes = [part for mount in (*given, *mounts) for part in ("--volume", mount)]
    told = [part for name, value in settings.items() for part in ("--env", f"{name}={value}")]
    name = workshop.buildah("from", image)
    try:
        root = Path(workshop.buildah("mount", name))
        yield Container(workshop, name, image, root, ("--isolation", "chroot", *volumes, *told))
    finally:
        workshop.buildah("umount", name)
        workshop.buildah("rm", name)
