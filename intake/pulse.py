"""The sign of life of a process without a door: a file that it touches after each round of work that went well.

Empty, and only where MIZUGUCHI_PULSE names it. `docker/alive.py` looks how old it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def beat(environ: Mapping[str, str]) -> None:
    """Touch the file, if one is named; OSError where that can't be done."""
    if path := environ.get("MIZUGUCHI_PULSE", "").strip():
        Path(path).touch(mode=0o600)
