"""What a city can check with nothing of ours but the package and its own key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyrage import x25519

from admin.handover.manifest import Manifest
from admin.handover.packages import Package, packages_among
from admin.handover.reading import Found, lines_of_package
from admin.handover.sealing import hash_of_package
from admin.handover.trouble import HandoverTrouble
from intake.audit import HEAD_ON_PAPER, WrongHead, read_heads


@dataclass(frozen=True)
class Checked:
    """A package in which everything is as its manifest says: its SHA-256, who signed it, and which were made here
    before; the last of these is itself, not yet finished."""

    digest: str
    signer: str
    manifest: Manifest
    packages: Sequence[Package]


def check(package: Path, identity: x25519.Identity, signer: str = "", heads: Iterable[str] = ()) -> Checked:
    """Read all of it: every hash, count, event and sealed record. HandoverTrouble for the first thing that is not
    as it has to be. `heads` are those of slips in the city's hand. `signer` is a fingerprint from paper, "" where
    nobody has told one."""
    found = Found(in_hand=_read(heads))
    for _ in lines_of_package(package, identity, found):
        pass
    manifest, by = found.concluded()
    if signer and signer != by.replace(" ", ""):
        raise HandoverTrouble(f"the package is signed by {by}, and expected is another")
    if missed := sorted(found.in_hand - found.met):
        raise HandoverTrouble(f"no event of the package has the head {missed[0]} that stands on paper")
    return Checked(hash_of_package(package), by, manifest, packages_among(found.packing))


def _read(heads: Iterable[str]) -> frozenset[str]:
    try:
        return frozenset(head[:HEAD_ON_PAPER] for typed in heads for head in read_heads(typed))
    except WrongHead:
        raise HandoverTrouble(f"a head has {HEAD_ON_PAPER} characters of 0-9 and a-f") from None
