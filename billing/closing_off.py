"""What a process keeps to itself: its files, its memory. This room imports no other, so it says so for itself."""

import ctypes
import os
import resource
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of prctl(2)."""

EXAMPLES = ("changeme", "default", "example", "password", "placeholder", "secret")
FEWEST_CHARACTERS = 5
DEBUG = ("FLASK_DEBUG", "PYTHONDEVMODE", "PYTHONINSPECT", "PYTHONASYNCIODEBUG", "SSLKEYLOGFILE")
OF_A_DEMO, REHEARSAL = "demo-", "MIZUGUCHI_REHEARSAL"
ACL = "system.posix_acl_access"


class NotClosedOff(ValueError):
    """Others could read along; names the file or setting and the mend, and shows no value."""


def shut_memory() -> None:
    """No core file, and on Linux no other process of this user reads this memory; OSError where that failed."""
    if resource.getrlimit(resource.RLIMIT_CORE) != (0, 0):  # a unit may have done it, and forbid the call
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")


def only_ours(path: Path) -> Path:
    """Give the path of a file that is this user's, or root's, alone; NotClosedOff where others may touch it.

    A file of root with an access list is what systemd hands over as a credential: it may be read by who can.
    """
    found = path.stat()
    if found.st_uid not in {os.geteuid(), 0}:
        raise NotClosedOff(f"{path} belongs to another user: chown {os.geteuid()} {path}; chmod 600 {path}")
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO) and not _handed_over(path, found):
        raise NotClosedOff(
            f"{path} can be read by others (mode {stat.S_IMODE(found.st_mode):o}): chmod 600 {path}"
        )
    return path


def _handed_over(path: Path, found: os.stat_result) -> bool:
    listed = ACL in os.listxattr(path) if hasattr(os, "listxattr") else False
    return listed and found.st_uid == 0 and not found.st_mode & stat.S_IRWXO


def insist_on_no_debugging(environment: Mapping[str, str]) -> None:
    """Refuse modes that show on a page what is in memory."""
    for name in DEBUG:
        if environment.get(name, "").strip().lower() not in {"", "0", "false", "no"}:
            raise NotClosedOff(f"{name} is set: take it out of the environment.")


def insist_on_a_secret(name: str, secret: str, environment: Mapping[str, str]) -> None:
    """Refuse what others know or guess: an example, one character over and over, the secret of a demo."""
    of_a_demo = secret.startswith(OF_A_DEMO) and environment.get(REHEARSAL) != "1"
    letters = "".join(character for character in secret.lower() if character.isalpha())
    if of_a_demo or letters in EXAMPLES or len(set(secret)) < FEWEST_CHARACTERS:
        raise NotClosedOff(f"{name} is an example or of a demo: make a new one, as with: openssl rand -base64 32")
