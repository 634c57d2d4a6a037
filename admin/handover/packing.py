"""Making the package: all of one moment, opened by the office's key, sealed to the city as it flows."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pyrage import x25519
from sqlalchemy.orm import Session

from admin.handover import city_key
from admin.handover.about import chain_of, left_out_of, new_receipt, origin_of, owner_of, receipt_mark
from admin.handover.bundle import Bundle
from admin.handover.kinds import KINDS, Kind
from admin.handover.manifest import (
    FORMAT,
    MANIFEST,
    SIGNATURE,
    SIGNER,
    Manifest,
    signer_fingerprint,
    signer_pem,
    signing_key,
    written,
)
from admin.handover.opening import Unopened, lines_of
from admin.handover.packages import BEGUN, PACKED, Package, packages_of
from admin.handover.readme import README, readme
from admin.handover.rights import insist_on_owner
from admin.handover.schema import written_schema
from admin.handover.sealing import sealed_into
from admin.handover.spreadsheet import sheet_of
from admin.handover.trouble import HandoverTrouble
from admin.handover.who import user_of_machine
from admin.office import Office
from intake.audit import verify, write_event
from intake.backup.days import name_at
from intake.clock import Clock, on_the_wall
from intake.halting import looked_at
from intake.ledger import ledger_of
from intake.procedures import offered
from intake.register import register_of
from intake.sealing.fingerprints import fingerprint, plain
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.store.handing_over import Values, count_rows
from intake.town import Town

HOUSEKEEPER = "housekeeper"

PART_BYTES = 8 << 20
"""A part is closed when it has so many: it is all of the plain text that is in memory at a time."""


@dataclass(frozen=True)
class Order:
    """What is wanted: the package goes into `folder`, sealed to `recipient`. `lock` need not be on the machine."""

    folder: Path
    recipient: x25519.Recipient
    town_file: Path
    town: Town
    lock: Path
    keys: PublicKeys


@dataclass(frozen=True)
class Packed:
    """A package, its SHA-256, who signed it, and the packages before it."""

    path: Path
    digest: str
    signer: str
    manifest: Manifest
    before: Sequence[Package] = ()


def pack(store: Store, office: Office, order: Order, clock: Clock) -> Packed:
    """Make a package. What it opens is an event before the first byte is decrypted.

    HandoverTrouble; then there is no file, and no event says that there is one.
    """
    at = clock.now()
    before = _begin(store, order, at)
    order.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = order.folder / f"handover-{order.town.municipality}-{name_at(at)}.tar.age"
    if path.exists():
        raise HandoverTrouble(f"{path.name} is there already")
    signer = signing_key(office.key)
    with (
        sealed_into(path, order.recipient) as (stream, sealed),
        tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        bundle = Bundle(tar, at)
        manifest = _fill(bundle, store, office, order, at)
        bundle.add(MANIFEST, written(manifest))
        bundle.add(SIGNATURE, signer.sign(written(manifest)))
        bundle.add(SIGNER, signer_pem(signer.public_key()))
    packed = Packed(path, sealed.digest, signer_fingerprint(signer.public_key()), manifest, before)
    _tell(store, packed, clock)
    return packed


def _begin(store: Store, order: Order, at: datetime) -> list[Package]:
    """The event, and which packages were made before."""
    to = plain(city_key.fingerprint(order.recipient))
    with store.writing() as session:
        insist_on_owner(session)
        before = packages_of(session)
        count = count_rows(session)["applications"]
        write_event(session, BEGUN, HOUSEKEEPER, at, count=count, key=to, user=user_of_machine())
    return before


def _fill(bundle: Bundle, store: Store, office: Office, order: Order, at: datetime) -> Manifest:
    unopened = Unopened()
    for name, content in _papers(order):
        bundle.add(name, content)
    with store.reading() as session:
        counts = {kind.name: _add_kind(bundle, session, kind, office, unopened) for kind in KINDS}
        found = verify(session, (), looked_at(session))  # it ends at the first trouble, the package does not
        return Manifest(
            format=FORMAT,
            owner=owner_of(order.town),
            origin=origin_of(order.town, order.lock, store.engine.dialect.name, session),
            made_at=on_the_wall(at).isoformat(timespec="seconds"),
            recipient=str(order.recipient),
            receipt=new_receipt(),
            counts=counts,
            left_out=left_out_of(session),
            unopened=unopened.names,
            chain=chain_of(session, found.trouble),
            keys={name: fingerprint(key) for name, key in vars(order.keys).items()},
            files=dict(bundle.files),
        )


def _papers(order: Order) -> Iterator[tuple[str, bytes]]:
    yield README, readme(order.town).encode()
    yield "schema.json", written_schema()
    yield "town.toml", order.town_file.read_bytes()
    yield "register.md", register_of(offered(order.town)).encode()
    yield "register-ledger.md", ledger_of(order.town, offered(order.town)).encode()
    yield "retention.json", (json.dumps(asdict(order.town.retention), indent=2) + "\n").encode()


def _add_kind(bundle: Bundle, session: Session, kind: Kind, office: Office, unopened: Unopened) -> int:
    count = 0
    for number, (text, lines) in enumerate(_portions(lines_of(session, kind, office, unopened)), start=1):
        bundle.add(f"{kind.name}-{number:04d}.jsonl", text, len(lines))
        bundle.add(f"{kind.name}-{number:04d}.csv", sheet_of(kind, lines))
        count += len(lines)
    return count


def _portions(lines: Iterable[Values]) -> Iterator[tuple[bytes, list[Values]]]:
    """At least one, so that every kind has its files, also an empty one."""
    texts, held, size, given = list[bytes](), list[Values](), 0, False
    for line in lines:
        texts.append(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n")
        held.append(line)
        size += len(texts[-1])
        if size >= PART_BYTES:
            yield b"".join(texts), held
            texts, held, size, given = [], [], 0, True
    if held or not given:
        yield b"".join(texts), held


def _tell(store: Store, packed: Packed, clock: Clock) -> None:
    told: dict[str, str | int] = {
        "package": packed.digest,
        "receipt": receipt_mark(packed.manifest.receipt),
        "user": user_of_machine(),
        "signer": plain(packed.signer),
        "key": plain(city_key.fingerprint_of(packed.manifest.recipient)),
        "head": packed.manifest.chain.head,
        "count": packed.manifest.counts["applications"],
        "lost": len(packed.manifest.unopened),
    }
    with store.writing() as session:
        write_event(session, PACKED, HOUSEKEEPER, clock.now(), None, **told)
