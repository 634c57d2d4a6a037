"""What a process has in memory (keys, what residents type) stays there: no core file, and nobody looks into it."""

from __future__ import annotations

import ctypes
import resource
import sys

_SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of prctl(2)."""


class NotShut(OSError):
    """The system did not let the process shut its memory."""


def shut_memory() -> None:
    """No core file when this process ends badly; on Linux no other process of this user may read its memory.

    Holds until the process starts another program, so each process says it for itself. NotShut where it failed.
    """
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):  # a unit may have done it, and forbid the call
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise NotShut(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
