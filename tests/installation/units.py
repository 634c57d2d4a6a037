"""What the units of docs/systemd say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.installation.contents import ROOT

FOLDER = ROOT / "docs/systemd"
SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
TIMERS = sorted(path.name for path in FOLDER.glob("*.timer"))
PROCESSES = {
    "mizuguchi-window@.service": "webapp",
    "mizuguchi-console.service": "admin",
    "mizuguchi-postman.service": "postman",
    "mizuguchi-housekeeper.service": "housekeeper",
    "mizuguchi-billing.service": "billing",
}
"""The units that stay up, and what each process is called in docker/zones.toml."""


def said(unit: str, key: str) -> list[str]:
    """All values of a key in a unit, in order."""
    return re.findall(rf"^{key}=(.*)$", (FOLDER / unit).read_text(), re.MULTILINE)


def settings(unit: str) -> dict[str, str]:
    """The settings that stand in a unit itself."""
    return {line.partition("=")[0]: line.partition("=")[2] for line in said(unit, "Environment")}


def credentials(unit: str) -> dict[str, str]:
    """The secrets that systemd hands over: their names, and the files that it reads."""
    return {line.partition(":")[0]: line.partition(":")[2] for line in said(unit, "LoadCredential")}


def words(unit: str) -> list[str]:
    """What a unit starts."""
    return said(unit, "ExecStart")[0].split()


def machine(root: Path) -> Path:
    """A machine as far as systemd-analyze looks: our units, the programs they start, systemd's own targets."""
    place = root / "etc/systemd/system"
    shutil.copytree(FOLDER, place)
    for target in Path("/lib/systemd/system").glob("*.target"):
        shutil.copy(target, place)
    for named in ["/bin/kill", *(words(unit)[0] for unit in SERVICES)]:
        program = root / named.lstrip("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    return root
