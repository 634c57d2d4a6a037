"""How a worker leaves a listening socket that others go on with: it takes nobody in, and ends what it has.

Granian ends a worker by closing what has not been read yet, also a request that is on its way. So before it is
told to end, the worker lets go of the door: where the door was, it now listens to a socket that nobody knows.
"""

from __future__ import annotations

import os
import signal
import socket
from pathlib import Path
from types import FrameType

STEP_BACK = signal.SIGUSR1


def step_back_when_told(door: int) -> None:
    """On SIGUSR1 let go of the socket with this descriptor. For the main thread of a worker."""

    def let_go(_number: int, _frame: FrameType | None) -> None:
        held = os.fstat(door).st_ino
        with socket.socket(socket.AF_UNIX) as nowhere:
            nowhere.setblocking(False)
            nowhere.bind("")  # a name of Linux's own choosing
            nowhere.listen()
            for descriptor in _descriptors():
                if os.fstat(descriptor).st_ino == held:
                    os.dup2(nowhere.fileno(), descriptor)

    signal.signal(STEP_BACK, let_go)


def _descriptors() -> list[int]:
    """Those of this process, without the one that it was read by."""
    numbers = [int(path.name) for path in Path("/proc/self/fd").iterdir()]
    return [number for number in numbers if Path(f"/proc/self/fd/{number}").exists()]
