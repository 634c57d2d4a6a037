"""Builds the images of docker/ without an engine: debootstrap makes a base, buildah the rest, in a chroot.

How this machine gets at its package registries is handed in as mounts for as long as a build lasts: no file of the
project and no image names one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PROGRAMS = ("buildah", "debootstrap")
APT = Path("/etc/apt/sources.list.d/debian.sources")
BASE = "localhost/base:bookworm"


@dataclass(frozen=True)
class Workshop:
    """A folder with everything that buildah keeps."""

    folder: Path

    def line(self, *arguments: str) -> list[str]:
        """The command."""
        driver = "overlay" if overlays(self.folder) else "vfs"
        where = ["--root", f"{self.folder}/images", "--runroot", f"{self.folder}/run", "--storage-driver", driver]
        return ["buildah", *where, *arguments]

    def buildah(self, *arguments: str, patience: float = 1200) -> str:
        """What a command of buildah prints."""
        done = subprocess.run(
            self.line(*arguments), cwd=ROOT, capture_output=True, text=True, timeout=patience, check=False
        )
        assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout.strip()

    def make_base(self) -> None:
        """Debian's smallest system, once."""
        if BASE in self.buildah("images", "--format", "{{.Name}}:{{.Tag}}").split():
            return
        root = self.folder / "debian"
        shutil.rmtree(root, ignore_errors=True)  # of a time that broke off
        subprocess.run(
            ["debootstrap", "--variant=minbase", "bookworm", str(root)], check=True, capture_output=True
        )
        if APT.exists():
            (root / "etc/apt/sources.list").write_text("")
        container = self.buildah("from", "scratch")
        self.buildah("add", "--quiet", container, str(root), "/")
        self.buildah("commit", "--quiet", container, BASE)
        self.buildah("rm", container)
        shutil.rmtree(root)

    def build(self, target: str) -> str:
        """The name of the image of a target."""
        name = f"localhost/mizuguchi-{target}"
        options = ["--isolation", "chroot", "--network", "host", "--format", "docker", "--layers"]
        made = [*options, "--build-arg", f"BASE={BASE}", "--target", target, "--tag", name]
        self.buildah("bud", *made, *self._registries(), "--file", "docker/Dockerfile", ".")
        return name

    def config(self, image: str) -> dict[str, Any]:
        """What is said of an image: user, health check, command."""
        said: dict[str, Any] = json.loads(self.buildah("inspect", "--type", "image", image))
        config: dict[str, Any] = said["Docker"]["config"]
        return config

    def clear_away(self) -> None:
        """Remove everything. What was ended by force has left file systems behind that are still to be seen."""
        mounts = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
        for place in reversed([place for place in mounts if place.startswith(f"{self.folder}/")]):
            subprocess.run(["umount", place], check=True)
        shutil.rmtree(self.folder)

    def _registries(self) -> list[str]:
        """This machine's settings of apt and pip, as mounts."""
        pip, authority = self.folder / "pip.conf", "/run/authority.pem"
        told = subprocess.run(["pip", "config", "list"], capture_output=True, text=True, check=True).stdout
        kept = {}
        for line in told.splitlines():
            name, _, value = line.partition("=")
            if name in {"global.cert", "global.index-url"}:
                kept[name.removeprefix("global.")] = value.strip("'\"")
        mounts = {str(pip): "/etc/pip.conf"}
        if "cert" in kept:
            mounts[kept["cert"]] = authority
            kept["cert"] = authority
        if APT.exists():
            mounts[str(APT)] = str(APT)
        pip.write_text("\n".join(["[global]", *(f"{name} = {value}" for name, value in kept.items())]) + "\n")
        return [part for source, target in mounts.items() for part in ("--volume", f"{source}:{target}:ro")]


@cache
def overlays(folder: Path) -> bool:
    """Whether this machine lays file systems over each other; without, every layer is a whole copy."""
    places = [folder / "overlay" / name for name in ("lower", "upper", "work", "merged")]
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
    lower, upper, work, merged = places
    options = f"lowerdir={lower},upperdir={upper},workdir={work}"
    line = ["mount", "-t", "overlay", "overlay", "-o", options, str(merged)]
    if subprocess.run(line, capture_output=True, check=False).returncode != 0:
        return False
    subprocess.run(["umount", str(merged)], check=True)
    return True
