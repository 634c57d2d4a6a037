"""The protocol of erasure: what was erased where and when, by whom, and what is left where until when. Signed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from admin.handover.manifest import signed_by, signer_pem
from admin.handover.packages import Package
from admin.handover.trouble import HandoverTrouble
from intake.sealing.fingerprints import plain
from intake.sealing.keys import write_private

FORMAT = "mizuguchi-erasure/1"
BEGUN, SIGNED = "erasure-begun.json", "erasure-signed.json"
"""Written down before the first thing goes; and the protocol with its signature before the office's key goes."""

PROTOCOL, SIGNATURE, SIGNER = "erasure.json", "erasure.sig", "erasure.pem"


@dataclass(frozen=True)
class Database:
    """A database as it stood before: rows by table, the end of its audit chain, and where it was."""

    engine: str
    name: str
    role: str
    rows: Mapping[str, int]
    events: int
    head: str
    gone: Sequence[str] = ()
    erased_at: str = ""


@dataclass(frozen=True)
class Gone:
    """A file, a "key", the "office-key" that signs or another "file": where it was, and when it was written over
    and removed ("" so far)."""

    path: str
    kind: str
    bytes: int
    erased_at: str = ""


@dataclass(frozen=True)
class Backup:
    """A backup of before: in which place ("local" or "remote", or "chain" where only the audit chain tells of
    it), the day from which on it is gone by the rules, and when it was removed now ("" where it was left to run
    out)."""

    place: str
    name: str
    gone_from: str
    removed_at: str = ""


@dataclass(frozen=True)
class Protocol:
    """All of it. `package` is the SHA-256 of the package that the city has received, `signer` the fingerprint
    of who signed that one and signs this, `packages` are all that were ever made, `drills` is the database of
    drills that was looked at ("" for none). Instants are of Japan."""

    city: str
    centre: str
    package: str
    signer: str
    packed_at: str
    begun_at: str
    by: str
    database: Database
    files: Sequence[Gone] = ()
    backups: Sequence[Backup] = ()
    backups_known: bool = False
    packages: Sequence[Package] = ()
    drills: str = ""
    machine: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    ended_at: str = ""
    format: str = field(default=FORMAT)


def read_begun(folder: Path) -> Protocol | None:
    """What a run that was cut off had written down; None where none was."""
    try:
        return _read(json.loads((folder / BEGUN).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise HandoverTrouble(f"{BEGUN} can't be read") from None


def write_begun(folder: Path, protocol: Protocol) -> None:
    """Write down what is to go, before the first of it goes."""
    if (folder / PROTOCOL).exists():
        raise HandoverTrouble(f"{folder} has a protocol already")
    write_private(folder / BEGUN, written(protocol))
    sync(folder)


def write_signed(folder: Path, protocol: Protocol, key: Ed25519PrivateKey, papers: Mapping[str, bytes]) -> None:
    """Write the protocol, its signature and its papers while the key that signs is there.

    The protocol comes last and under a name of its own: once it is on disk, nothing needs the key any more.
    """
    content = written(protocol)
    files = {SIGNATURE: key.sign(content), SIGNER: signer_pem(key.public_key()), **papers}
    for name, each in [*files.items(), (SIGNED, content)]:
        (folder / name).unlink(missing_ok=True)
        write_private(folder / name, each)
        sync(folder)


def signed_so_far(folder: Path) -> Protocol | None:
    """The protocol that only waits for its key to go; None where none does."""
    try:
        return _read(json.loads((folder / SIGNED).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        return None  # cut off while it was written: the key is still there


def conclude(folder: Path) -> None:
    """Give the protocol its name, now that its key is gone too; what was written down at the beginning goes."""
    (folder / SIGNED).rename(folder / PROTOCOL)
    (folder / BEGUN).unlink(missing_ok=True)
    sync(folder)


def read_signed(folder: Path, signer: str) -> Protocol:
    """A protocol whose signature is of `signer`, who signed the package as well. HandoverTrouble for any other."""
    try:
        content, signature, pem = ((folder / name).read_bytes() for name in (PROTOCOL, SIGNATURE, SIGNER))
        by = signed_by(content, signature, pem)
        protocol = _read(json.loads(content))
    except FileNotFoundError as missing:
        raise HandoverTrouble(f"{Path(str(missing.filename)).name} is not there") from None
    except (ValueError, TypeError, KeyError):
        raise HandoverTrouble(f"{PROTOCOL} can't be read") from None
    if not plain(signer) == plain(by) == plain(protocol.signer):
        raise HandoverTrouble(f"the protocol is signed by {by}, and expected is another")
    return protocol


def written(protocol: Protocol) -> bytes:
    """As it stands in its file."""
    return (json.dumps(asdict(protocol), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def sync(folder: Path) -> None:
    """Have what is in a folder on disk."""
    for path in (*(each for each in folder.iterdir() if each.is_file()), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(said: dict[str, Any]) -> Protocol:
    said["database"] = Database(**said["database"])
    said["files"] = [Gone(**each) for each in said["files"]]
    said["backups"] = [Backup(**each) for each in said["backups"]]
    said["packages"] = [Package(**each) for each in said["packages"]]
    return Protocol(**said)
