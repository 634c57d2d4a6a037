"""Look for yourself: does a word stand anywhere in the demo's folder, in whatever way of writing?

The search proves itself each time: it plants a random word in a file and has to find that too. The evaluator's
word is held in memory while the search runs; it is not written down or logged.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evidence.spellings import spellings

LARGEST_FILE = 64 * 1024 * 1024
PLANT = "planted-"
"""How the folder of the planted word begins; it is there only while a search runs."""

Ways = Mapping[str, frozenset[bytes]]


@dataclass(frozen=True)
class Find:
    """A file, relative to the home, and the ways of writing in which the word stands in it."""

    file: str
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Search:
    """What a search found. `works` is false when the planted word was not found: then it says nothing at all.

    `size` is in bytes; `passed_over` are files that are too large or could not be read.
    """

    finds: tuple[Find, ...]
    files: int
    size: int
    passed_over: tuple[str, ...]
    works: bool


def find(word: str, home: Path) -> Search:
    """Look for a word in the raw bytes of all files under `home`; WordTooShort where chance would find it."""
    wanted = spellings(word)
    try:
        with _planted(home) as (plant, planted):
            return _searched(home, wanted, plant, spellings(planted))
    except OSError:  # a home that can't be written to: without its control the search claims nothing
        return Search((), 0, 0, (), works=False)


@contextmanager
def _planted(home: Path) -> Iterator[tuple[Path, str]]:
    """A file with a random word in clear; gone after the block."""
    word = f"水口{secrets.token_hex(8)}"
    with TemporaryDirectory(prefix=PLANT, dir=home) as folder:
        file = Path(folder) / "word.txt"
        file.write_text(f"{word}\n", encoding="utf-8")
        yield file, word


def _searched(home: Path, wanted: Ways, plant: Path, planted: Ways) -> Search:
    finds, passed_over, files, size, works = list[Find](), list[str](), 0, 0, False
    for file in _files(home):
        if file.parent.name.startswith(PLANT):  # this search's plant, or that of one that runs beside it
            works = works or (file == plant and "UTF-8" in _ways_in(file.read_bytes(), planted))
            continue
        name, content = file.relative_to(home).as_posix(), _content(file)
        if content is None:
            passed_over.append(name)
            continue
        files, size = files + 1, size + len(content)
        if ways := _ways_in(content, wanted):
            finds.append(Find(name, ways))
    return Search(tuple(finds), files, size, tuple(passed_over), works)


def _files(home: Path) -> Iterator[Path]:
    """All regular files, in the order of their names. Links are not followed: they could lead out of the home."""
    for folder, below, names in os.walk(home):
        below.sort()
        for name in sorted(names):
            path = Path(folder) / name
            if path.exists() and stat.S_ISREG(path.lstat().st_mode):
                yield path


def _content(file: Path) -> bytes | None:
    """The bytes of a file; None when it is too large, gone meanwhile or not readable."""
    try:
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else None
    except OSError:
        return None


def _ways_in(content: bytes, wanted: Ways) -> tuple[str, ...]:
    """Also with line breaks taken out: mail breaks Base64 and quoted-printable words in the middle."""
    joined = content.replace(b"=\r\n", b"").replace(b"=\n", b"").replace(b"\r\n", b"").replace(b"\n", b"")
    return tuple(
        name for name, pieces in wanted.items() if any(piece in content or piece in joined for piece in pieces)
    )
