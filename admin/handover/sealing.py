"""A package on its way to disk, and back: sealed as it flows, so that no plain byte ever stands in a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pyrage
from pyrage import x25519

from admin.handover.trouble import HandoverTrouble

PART = ".part"


@dataclass
class Sealed:
    """A package that was written: its hash is known at the end of the block."""

    path: Path
    digest: str = ""


@dataclass
class _Outcome:
    """What went wrong beside us."""

    problem: BaseException | None = field(default=None)


class _Counted:
    """A file that is hashed while it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.hash = file, sha256()

    def write(self, part: bytes) -> int:
        self.hash.update(part)
        return self.file.write(part)

    def flush(self) -> None:
        self.file.flush()


@contextmanager
def sealed_into(path: Path, to: x25519.Recipient) -> Iterator[tuple[BinaryIO, Sealed]]:
    """What is written in the block becomes a sealed file of this name, or no file at all.

    It has another name until all of it is on disk. HandoverTrouble when the disk takes no more.
    """
    part, sealed = path.with_name(path.name + PART), Sealed(path)
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            counted = _Counted(file)
            with _piped(lambda plain: pyrage.encrypt_io(plain, counted, [to]), writes=True) as pipe:
                yield pipe, sealed
            file.flush()
            os.fsync(file.fileno())
        sealed.digest = counted.hash.hexdigest()
        os.rename(part, path)
        _sync(path.parent)
    except OSError as problem:
        raise HandoverTrouble(problem.strerror or type(problem).__name__) from None
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def opened_from(path: Path, identity: x25519.Identity) -> Iterator[BinaryIO]:
    """What was sealed, as a stream. HandoverTrouble for another key, a changed byte, or a file cut off."""
    try:
        with (
            path.open("rb") as file,
            _piped(lambda plain: pyrage.decrypt_io(file, plain, [identity]), writes=False) as pipe,
        ):
            yield pipe
    except OSError as problem:
        raise HandoverTrouble(problem.strerror or type(problem).__name__) from None


def hash_of_package(path: Path) -> str:
    """SHA-256 of a package as it lies there, in hex: its fingerprint is the beginning of it."""
    try:
        with path.open("rb") as file:
            digest = sha256()
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError as problem:
        raise HandoverTrouble(f"{path.name}: {problem.strerror}") from None
    return digest.hexdigest()


@contextmanager
def _piped(work: Callable[[BinaryIO], object], *, writes: bool) -> Iterator[BinaryIO]:
    """Our end of a pipe, while another thread works at the other end. Its trouble goes before ours."""
    reading, writing = os.pipe()
    ours, theirs = (writing, reading) if writes else (reading, writing)
    outcome, broken = _Outcome(), True
    worker = Thread(target=_worked, args=(work, theirs, "rb" if writes else "wb", outcome), daemon=True)
    worker.start()
    try:
        with os.fdopen(ours, "wb" if writes else "rb") as pipe:
            yield pipe
            if not writes:
                while pipe.read(1 << 16):
                    pass
        broken = False
    finally:
        worker.join()
        if outcome.problem is not None and not (broken and isinstance(outcome.problem, BrokenPipeError)):
            raise HandoverTrouble(_said(outcome.problem)) from None


def _worked(work: Callable[[BinaryIO], object], end: int, mode: str, outcome: _Outcome) -> None:
    with suppress(BrokenPipeError), os.fdopen(end, mode) as pipe:
        try:
            work(pipe)  # type: ignore[arg-type]  # a binary file, as its mode says
        except Exception as problem:
            outcome.problem = problem


def _said(problem: BaseException) -> str:
    """In words; the library's own are short and hold nothing of the content."""
    words = str(problem)
    if isinstance(problem, pyrage.DecryptError):
        return "this key does not open the package" if "matching" in words else "the package is damaged or none"
    if isinstance(problem, pyrage.EncryptError):
        return words.rpartition("] ")[2]
    return "the package was changed or cut off"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
