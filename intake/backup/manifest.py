"""What a backup says of itself: a JSON file beside the others, by which each of them can be held to its hash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from intake.backup.trouble import BackupTrouble

MANIFEST = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """A backup's contents: `head` and `events` are the end of the audit chain in it.

    `lock` is the SHA-256 of the list of pinned libraries ("" where that file is not on the machine); `files` has
    that of every file but this one.
    """

    name: str
    made_at: str
    program: str
    lock: str
    engine: str
    migration: str
    counts: Mapping[str, int]
    events: int
    head: str
    files: Mapping[str, str]
    format: int = FORMAT


def program() -> str:
    """The version of this program."""
    return version("mizuguchi")


def hash_of(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as opened:
        return hash_of_stream(opened)


def hash_of_stream(stream: object) -> str:
    """SHA-256 of what can still be read, in hex."""
    digest = sha256()
    while part := stream.read(1 << 20):  # type: ignore[attr-defined]  # any binary stream
        digest.update(part)
    return digest.hexdigest()


def written(manifest: Manifest) -> bytes:
    """The manifest as it stands in its file."""
    return (json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n").encode()


def read(content: bytes) -> Manifest:
    """A manifest from its file; BackupTrouble where it is none, or one of a later program."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise BackupTrouble("the manifest is of a later program; restore with that one")
        return Manifest(**said)
    except (ValueError, TypeError, KeyError):
        raise BackupTrouble("the manifest can't be read") from None


def checked(folder: Path) -> Manifest:
    """The manifest of a backup in a folder, after every file was held to its hash; BackupTrouble names the first
    that differs, is missing, or is one too many."""
    try:
        manifest = read((folder / MANIFEST).read_bytes())
        there = {file.name for file in folder.iterdir()} - {MANIFEST}
        if odd := sorted(there ^ set(manifest.files)):
            raise BackupTrouble(f"{odd[0]} is {'not in the manifest' if odd[0] in there else 'missing'}")
        for name, told in manifest.files.items():
            if hash_of(folder / name) != told:
                raise BackupTrouble(f"{name} is not what was written: its hash differs")
    except OSError as problem:
        raise BackupTrouble(f"can't be read: {problem.strerror}") from None
    return manifest
