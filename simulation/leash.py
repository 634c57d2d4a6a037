"""A command of `mizuguchi` on a leash: it ends when whoever holds the other end of its stdin is gone.

`python -m simulation.leash window serve`. The launcher never writes; the operating system closes the pipe for
a launcher that was killed, too, so no process of a demo outlives it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Thread

from intake.commands import mizuguchi

LAST_ORDERS = 'trap "" TERM; kill -TERM 0; sleep 5; kill -KILL 0'
"""For a shell of this process group: it asks all of the group to end, and insists five seconds later.

A shell, because this process obeys the first order and could not give the second.
"""


def feel_the_leash() -> None:
    """Wait until the other end of stdin is let go of; then end the whole process group."""
    # os.read, because a buffered read would hold a lock that the interpreter wants when it ends by itself.
    while os.read(0, 1024):
        pass
    subprocess.Popen(["/bin/sh", "-c", LAST_ORDERS], stdin=subprocess.DEVNULL)  # noqa: S603 -- our own words


if __name__ == "__main__":
    Thread(target=feel_the_leash, name="leash", daemon=True).start()
    mizuguchi(args=sys.argv[1:], prog_name="mizuguchi")
