"""Files that are nobody else's: keys, secrets and databases have to be their owner's alone."""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Iterator
from pathlib import Path

from intake.refusals import StartRefused

ACL = "system.posix_acl_access"
_HEAD, _ENTRY = struct.Struct("<I"), struct.Struct("<HHI")
_USER, _GROUP_OF_FILE, _GROUP = 0x02, 0x04, 0x08
"""Kinds of entries of a POSIX access list, as Linux stores them (linux/posix_acl.h)."""

FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class FileTooOpen(StartRefused):
    """Somebody else may read or write a file that is nobody else's."""


def only_ours(path: Path) -> Path:
    """The path, if the file is this user's, or root's, and nobody else may touch it; FileTooOpen otherwise.

    systemd hands its credentials over as files of root with an access list that names this user alone: that is
    fine. So is what is no file at all, such as a pipe.
    """
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        return path
    if found.st_uid not in {os.geteuid(), 0}:
        raise FileTooOpen(f"{path} belongs to another user: chown {_own_name()} {path}; chmod 600 {path}")
    if found.st_mode & FOR_OTHERS and not _shared_with_us_alone(path, found):
        raise FileTooOpen(f"{path} can be read by others (mode {stat.S_IMODE(found.st_mode):o}): chmod 600 {path}")
    return path


def not_everybody_s_to_change(path: Path) -> Path:
    """The path of what everybody may read, such as a certificate or a town; FileTooOpen where all may write it."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode) and mode & stat.S_IWOTH:
        raise FileTooOpen(f"{path} can be changed by everybody (mode {stat.S_IMODE(mode):o}): chmod o-w {path}")
    return path


def _own_name() -> str:
    return str(os.geteuid())


def _shared_with_us_alone(path: Path, found: os.stat_result) -> bool:
    """Whether it is the access list that shows in the mode (as the group's part), and the list names us alone."""
    entries = list(_access_list(path))
    if not entries or found.st_mode & stat.S_IRWXO:
        return False
    others = [user for kind, may, user in entries if kind == _USER and may and user != os.geteuid()]
    groups = [kind for kind, may, _who in entries if kind in {_GROUP, _GROUP_OF_FILE} and may]
    return not others and not groups


def _access_list(path: Path) -> Iterator[tuple[int, int, int]]:
    """Kind, rights and number of each entry; none where the file has no list."""
    try:
        stored = os.getxattr(path, ACL)
    except OSError as none:
        if none.errno in {errno.ENODATA, errno.ENOTSUP}:
            return
        raise
    yield from _ENTRY.iter_unpack(stored[_HEAD.size :])
