"""Whether everything that is to go can go: known before the first of it goes, since the rest can't be put back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from admin.handover.protocol import Gone
from admin.handover.trouble import HandoverTrouble


def insist_on_reach(files: Sequence[Gone], out: Path) -> None:
    """HandoverTrouble for the first file that can't be written over and removed, or a protocol that can't be
    written."""
    for path in (Path(each.path) for each in files if not each.erased_at):
        if path.exists():
            _insist(path, path)
            _insist(path.parent, path)
    _insist(next(each for each in (out, *out.absolute().parents) if each.exists()), out)


def _insist(needed: Path, told: Path) -> None:
    """Asked of the system and then tried: a file that nobody may change says so only when it is opened."""
    try:
        if not needed.is_dir():
            os.close(os.open(needed, os.O_WRONLY))
        elif not os.access(needed, os.W_OK | os.X_OK):
            raise PermissionError(0, "its folder takes no change")
    except OSError as problem:
        raise HandoverTrouble(
            f"{told} can't be written over and removed: {problem.strerror}; nothing more is erased"
        ) from None
