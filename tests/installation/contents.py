"""Which files of the project an image holds, read from the COPY lines of docker/Dockerfile."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.installation.declared import DOCKER

ROOT = DOCKER.parent
NOT_SENT = ("__pycache__", ".mo", ".pyc")
"""As .dockerignore says."""


@dataclass
class Stage:
    """One stage: what it begins from, whose /opt/mizuguchi it takes, and the paths that it copies in itself."""

    base: str
    taken_from: list[str] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def stages() -> dict[str, Stage]:
    """All stages by name."""
    found: dict[str, Stage] = {}
    name = ""
    for line in (DOCKER / "Dockerfile").read_text().splitlines():
        if begun := re.fullmatch(r"FROM (\S+) AS (\S+)", line):
            name = begun[2]
            found[name] = Stage(begun[1])
        elif taken := re.fullmatch(r"COPY --from=(\S+) /opt/mizuguchi /opt/mizuguchi", line):
            found[name].taken_from.append(taken[1])
        elif line.startswith("COPY "):
            found[name].copied += line.split()[1:-1]
        elif name:
            found[name].said.append(line)
    return found


def environment(image: str) -> dict[str, str]:
    """The settings that an image brings."""
    said = "\n".join(stages()[image].said)
    return dict(re.findall(r"(MIZUGUCHI_\w+)=(\S+)", said))


def command(image: str) -> tuple[list[str], list[str]]:
    """What an image starts: its ENTRYPOINT, and the CMD that a service may replace."""
    said = "\n".join(stages()[image].said)
    entry, words = (re.findall(rf"^{kind} (\[.*\])$", said, re.MULTILINE)[-1] for kind in ("ENTRYPOINT", "CMD"))
    return json.loads(entry), json.loads(words)


def health_check(image: str) -> list[str]:
    """What tells whether it works."""
    said = "\n".join(stages()[image].said)
    found: list[str] = json.loads(re.findall(r"HEALTHCHECK [^\n]*\\\n  CMD (\[.*\])", said)[0])
    return found


def code_in(image: str) -> set[str]:
    """The files of our rooms in an image: those that the stage copied whose /opt/mizuguchi it has taken."""
    known = stages()
    wanted, files = [image], set[str]()
    while wanted:
        stage = known.get(wanted.pop())
        if stage is None:
            continue
        wanted += [stage.base, *stage.taken_from]
        for path in stage.copied:
            files |= {each.relative_to(ROOT).as_posix() for each in _files(ROOT / path)}
    return files


def _files(path: Path) -> list[Path]:
    everything = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return [each for each in everything if not any(word in each.as_posix() for word in NOT_SENT)]
