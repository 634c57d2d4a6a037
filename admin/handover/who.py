"""Which user of the machine hands over: as the system knows it, not as the environment says."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

SIGNED_IN = Path("/proc/self/loginuid")
"""Who signed in to the machine; it stays through `su` and `sudo`."""

MACHINE = Path("/etc/machine-id")
NOBODY = 2**32 - 1
"""What stands there for a process of the machine itself."""


def user_of_machine() -> str:
    """The name of who signed in, and of whom it works as where that is another."""
    names = dict.fromkeys(_name(number) for number in (_signed_in(), os.getuid()) if number is not None)
    return " as ".join(names)


def machine() -> str:
    """The number that the machine has from its installation on; "" where it has none."""
    try:
        return MACHINE.read_text("ascii").strip()
    except OSError:
        return ""


def _signed_in() -> int | None:
    try:
        number = int(SIGNED_IN.read_text("ascii"))
    except (OSError, ValueError):
        return None
    return None if number == NOBODY else number


def _name(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
