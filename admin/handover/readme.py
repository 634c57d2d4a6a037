"""What stands in the package for whoever opens it without us: which file is what, and how it can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from admin.handover.kinds import KINDS
from admin.handover.manifest import OWNERSHIP
from intake.town import Town

README = "readme.txt"
_BEFORE = Path(__file__).with_name("readme.txt")


def readme(town: Town) -> str:
    """In Japanese, since it goes to a city office; file and field names are what they are."""
    return "".join([_BEFORE.read_text("utf-8").format(ownership=OWNERSHIP.format(city=town.city)), *_kinds()])


def _kinds() -> Iterator[str]:
    for kind in KINDS:
        yield f"  {kind.name:<14}{kind.title}\n"
