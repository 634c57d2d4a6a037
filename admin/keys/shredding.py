"""Files that belong to no database and have done their work: samples, shares, passphrases, copies."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

from admin.keys.files import destroy
from admin.keys.refusal import KeyRefused

PRIVATE = b"PRIVATE KEY-----"
"""What stands in the first line of a private key in PEM."""


def insist_on_shreddable(files: Sequence[Path], *, although_key: bool) -> None:
    """KeyRefused for the first that is not a plain file of one name, and for a private key unless it is meant.

    Asked of all before the first of them goes: what is refused leaves every file as it was.
    """
    if len({path.absolute() for path in files}) < len(files):
        raise KeyRefused("a file is named twice")
    for path in files:
        _insist_on_plain_file(path)
        if not although_key and PRIVATE in path.read_bytes()[:200]:
            raise KeyRefused(f"{path} is a private key: `keys destroy`, or --although-key for one more copy of it")


def _insist_on_plain_file(path: Path) -> None:
    if path.is_symlink():
        raise KeyRefused(f"{path} is a link: name the file that it leads to, and remove the link yourself")
    if not path.exists():
        raise KeyRefused(f"{path} is not there")
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise KeyRefused(f"{path} is a folder or no plain file: name the files themselves")
    if found.st_nlink > 1:
        raise KeyRefused(f"{path} has {found.st_nlink} names (hard links): what is in it would be lost under each")


def shred(files: Sequence[Path]) -> None:
    """Write over each and take it away. See `admin.keys.files.destroy` for what a disk may keep."""
    for path in files:
        destroy(path)
