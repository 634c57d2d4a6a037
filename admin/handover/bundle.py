"""The file inside of a package: a tar, written and read in one go, whose parts each fit into memory."""

from __future__ import annotations

import io
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from admin.handover.manifest import MANIFEST, SIGNATURE, SIGNER, Content
from admin.handover.trouble import HandoverTrouble

MOST_BYTES = 256 << 20
"""Of one part, when reading: more is no package of ours, or one that is made to fill the memory."""

NAME = re.compile(r"[a-z][a-z0-9-]*\.[a-z]+")
CLOSING = frozenset({MANIFEST, SIGNATURE, SIGNER})
"""What stands behind all that the manifest names."""


@dataclass
class Bundle:
    """A bundle that is being written, and what is in it so far."""

    tar: tarfile.TarFile
    made_at: datetime
    files: dict[str, Content] = field(default_factory=dict)

    def add(self, name: str, content: bytes, lines: int = 0) -> None:
        """Write one part."""
        about = tarfile.TarInfo(name)
        about.size, about.mode, about.mtime = len(content), 0o600, int(self.made_at.timestamp())
        self.tar.addfile(about, io.BytesIO(content))
        if name not in CLOSING:
            self.files[name] = Content(sha256(content).hexdigest(), len(content), lines)


def parts_of(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part, in order. HandoverTrouble for what is no bundle, or one that breaks off."""
    seen = set[str]()
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for about in tar:
                if not about.isreg() or about.size > MOST_BYTES or not NAME.fullmatch(about.name):
                    raise HandoverTrouble("the package holds something that is none of its parts")
                if about.name in seen:
                    raise HandoverTrouble(f"{about.name} is in the package twice")
                seen.add(about.name)
                opened = tar.extractfile(about)
                yield about.name, opened.read() if opened else b""
    except tarfile.TarError:
        raise HandoverTrouble("the package breaks off, or is none") from None
