"""Reading a package, in one go and without a plain byte on disk: each line is checked as it goes by."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pyrage import x25519

from admin.handover.bundle import CLOSING, parts_of
from admin.handover.kinds import APPLICATIONS, BY_NAME, EVENTS, Kind
from admin.handover.manifest import MANIFEST, SIGNATURE, SIGNER, Content, Manifest, read, signed_by
from admin.handover.packages import BEGUN, PACKED
from admin.handover.sealing import opened_from
from admin.handover.trouble import HandoverTrouble
from intake.audit import BEGINNING, HEAD_ON_PAPER, event_hash
from intake.opening import open_body
from intake.sealing.refusal import CannotOpen
from intake.store.events import Event
from intake.store.handing_over import Values, event_of

LINES = ".jsonl"


@dataclass
class Found:
    """What went by: hashes and counts of the parts, how far the audit chain holds, and the closing parts."""

    files: dict[str, Content] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(BY_NAME, 0))
    closing: dict[str, bytes] = field(default_factory=dict)
    events: int = 0
    head: str = BEGINNING
    in_hand: frozenset[str] = frozenset()
    met: set[str] = field(default_factory=set)
    """Heads that stand on paper, and those of them that events have as long as the chain holds."""

    packing: list[Event] = field(default_factory=list)
    """The events that tell of packages made before this one."""

    broken: int = 0
    """The number of the first event that does not follow from the one before; 0 where all do."""

    def concluded(self) -> tuple[Manifest, str]:
        """The manifest and the fingerprint of who signed it. HandoverTrouble where anything is not as it says."""
        if missing := CLOSING - self.closing.keys():
            raise HandoverTrouble(f"{min(missing)} is not in the package")
        content = self.closing[MANIFEST]
        signer = signed_by(content, self.closing[SIGNATURE], self.closing[SIGNER])
        manifest = read(content)
        if odd := [name for name in {*self.files, *manifest.files} if self._differs(manifest, name)]:
            raise HandoverTrouble(f"{min(odd)} is not what the manifest says")
        if self.counts != dict(manifest.counts):
            raise HandoverTrouble("the package has not as many lines as the manifest says")
        self._insist_on_the_chain(manifest)
        return manifest, signer

    def _differs(self, manifest: Manifest, name: str) -> bool:
        return self.files.get(name) != manifest.files.get(name)

    def _insist_on_the_chain(self, manifest: Manifest) -> None:
        if (self.events, self.head) != (manifest.chain.events, manifest.chain.head):
            raise HandoverTrouble("the audit chain ends elsewhere than the manifest says")
        if self.broken and not manifest.chain.trouble:
            raise HandoverTrouble(f"event {self.broken} of the audit chain does not follow from the one before")


def lines_of_package(path: Path, identity: x25519.Identity, found: Found) -> Iterator[tuple[Kind, list[Values]]]:
    """The lines of each part, checked. What they are worth is known when `found` has concluded."""
    with opened_from(path, identity) as stream:
        for name, content in parts_of(stream):
            if name in CLOSING:
                found.closing[name] = content
                continue
            lines = _lines(name, content) if name.endswith(LINES) else []
            found.files[name] = Content(sha256(content).hexdigest(), len(content), len(lines))
            if name.endswith(LINES):
                kind = _kind(name)
                found.counts[kind.name] += len(lines)
                _walk(kind, lines, found)
                yield kind, lines


def _kind(name: str) -> Kind:
    try:
        return BY_NAME[name.rpartition("-")[0]]
    except KeyError:
        raise HandoverTrouble(f"{name} is of a kind that this program does not know") from None


def lines_in(content: bytes) -> Iterator[Values]:
    """The lines of a part. They end with a line feed and nothing else: a text may hold other separators."""
    for text in content.split(b"\n")[:-1]:
        yield json.loads(text)


def _lines(name: str, content: bytes) -> list[Values]:
    kind, found = _kind(name), list[Values]()
    try:
        for line in lines_in(content):
            _insist_on_form(kind, line)
            _insist_on_agreement(kind, line)
            found.append(line)
    except (CannotOpen, ValueError, TypeError, KeyError, AttributeError):
        told = f"line {len(found) + 1} of {name} is not what the schema or its sealed part says"
        raise HandoverTrouble(told) from None
    return found


def _insist_on_form(kind: Kind, line: Values) -> None:
    names, inner = _form(kind.name)
    if line.keys() != names or (inner and line["sealed"].keys() != inner):
        raise ValueError


@cache
def _form(name: str) -> tuple[frozenset[str], frozenset[str]]:
    schema: dict[str, Any] = BY_NAME[name].schema
    return frozenset(schema["required"]), frozenset(schema["properties"].get("sealed", {}).get("required", ()))


def _insist_on_agreement(kind: Kind, line: Values) -> None:
    """What can be read is what was sealed: nobody has put another text beside it."""
    if not kind.sealed or line["sealed"]["data_key"] is None:
        return
    body = "record" if kind is APPLICATIONS else "body"
    sealed = b64decode(line["sealed"][body], validate=True)
    if json.loads(open_body(sealed, bytes.fromhex(line["sealed"]["data_key"]))) != line[next(iter(kind.opened))]:
        raise ValueError


def _walk(kind: Kind, lines: list[Values], found: Found) -> None:
    if kind is not EVENTS:
        return
    for line in lines:
        event = event_of(line)
        follows = (event.number, event.previous) == (found.events + 1, found.head)
        if not found.broken and not (follows and event.hash == event_hash(event)):
            found.broken = event.number
        found.events, found.head = event.number, event.hash
        if not found.broken and event.hash[:HEAD_ON_PAPER] in found.in_hand:
            found.met.add(event.hash[:HEAD_ON_PAPER])
        if event.act in (BEGUN, PACKED):
            found.packing.append(event)
