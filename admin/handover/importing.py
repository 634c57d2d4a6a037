"""A package becomes the database of a second installation: equal counts, a whole audit chain, records sealed anew.

Bodies and residents' wraps stay as they are, so links to My Page and fingerprints go on. Office, recovery and
postman are those of the new installation: their wraps are made anew from the data keys in the package.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyrage import x25519
from sqlalchemy.orm import Session

from admin.handover.kinds import APPLICATIONS, BY_NAME, KINDS, MESSAGES, NOTES, Kind
from admin.handover.manifest import Manifest
from admin.handover.opening import NUMBER
from admin.handover.reading import Found, lines_of_package
from admin.handover.rights import insist_on_owner
from admin.handover.sealing import hash_of_package
from admin.handover.trouble import HandoverTrouble
from admin.staff import HASHER
from intake.audit import verify, write_event
from intake.clock import Clock
from intake.halting import looked_at
from intake.retention import purge_within
from intake.sealing.envelope import wrap
from intake.sealing.header import LENGTH
from intake.sealing.keys import PublicKeys, key_id
from intake.sealing.letterbox import post
from intake.store.engine import Store
from intake.store.handing_over import Values, count_on, count_rows, from_values, put_in
from intake.store.messages import Message
from intake.store.notes import Note
from intake.town import Town

IMPORTED = "handover_imported"
HOUSEKEEPER = "housekeeper"


@dataclass(frozen=True)
class Imported:
    """What was brought in, by which signer, and what the purge erased then."""

    manifest: Manifest
    signer: str
    counts: Mapping[str, int]
    erased: Mapping[str, int]


@dataclass(frozen=True)
class Order:
    """What is wanted. `keys` are those of the new installation; `signer` is a fingerprint that was told apart from
    the package, or ""; `even_unsound` takes an audit chain that was broken when the package was made."""

    package: Path
    identity: x25519.Identity = field(repr=False)
    keys: PublicKeys
    town: Town
    signer: str
    even_unsound: bool = False


def bring_in(store: Store, order: Order, clock: Clock) -> Imported:
    """Fill an empty database and erase what is due by now, in one transaction: all of it or nothing.

    HandoverTrouble where anything is there already, or anything in the package is not as it has to be.
    """
    digest = hash_of_package(order.package)
    store.migrate()
    with store.writing() as session:
        insist_on_owner(session)
        insist_on_emptiness(session)
        manifest, signer = _filled(session, order, clock)
        counts = _counted(session, manifest)
        told: dict[str, str | int] = {
            "package": digest,
            "key": key_id(order.keys.office).hex(),
            "head": manifest.chain.head,
            "count": counts["applications"],
        }
        write_event(session, IMPORTED, HOUSEKEEPER, clock.now(), None, **told)
        if not order.even_unsound:
            _insist_on_soundness(session)
        erased = purge_within(session, clock, order.town.retention)
    store.settle()  # where somebody is quicker, the housekeeper does it in his next round
    return Imported(manifest, signer, counts, erased)


def insist_on_emptiness(session: Session) -> None:
    """HandoverTrouble where any table has a row: nothing is brought in beside anything."""
    if there := [name for name, count in count_rows(session).items() if count]:
        raise HandoverTrouble(f"the database is not empty: there are rows in {there[0]}. Nothing is brought in")


def _filled(session: Session, order: Order, clock: Clock) -> tuple[Manifest, str]:
    found, nobody = Found(), HASHER.hash(secrets.token_hex(32))
    for kind, lines in lines_of_package(order.package, order.identity, found):
        put_in(session, kind.table, [_row(kind, line, order, clock, nobody) for line in lines])
    manifest, signer = found.concluded()
    if manifest.owner.get("municipality") != order.town.municipality:
        raise HandoverTrouble(
            f"the package is of {manifest.owner.get('city')}, and this installation of {order.town.city}"
        )
    if order.signer != signer.replace(" ", ""):
        raise HandoverTrouble(f"the package is signed by {signer}, and expected is another")
    count_on(session)
    return manifest, signer


def _counted(session: Session, manifest: Manifest) -> dict[str, int]:
    there = count_rows(session)
    counts = {kind.name: there[kind.table.__tablename__] for kind in KINDS}
    if counts != dict(manifest.counts):
        raise HandoverTrouble("the database has not as many rows as the package")
    return counts


def _insist_on_soundness(session: Session) -> None:
    finding = verify(session, (), looked_at(session))
    if not finding.sound:
        raise HandoverTrouble(f"the audit chain is NOT SOUND: {finding.trouble}. See --even-unsound")


def _row(kind: Kind, line: Values, order: Order, clock: Clock, nobody: str) -> Values:
    """A row for the new database."""
    values = {name: line[name] for name in kind.columns}
    if kind.sealed:
        values |= {name: line["sealed"][name] for name in kind.sealed}
    row = from_values(kind.table, values)
    if kind is APPLICATIONS:
        return row | _sealed_anew(line, row, order.keys)
    if kind in (MESSAGES, NOTES):
        return row | _part_sealed_anew(kind, line, row, order.keys)
    return row | _of_before(kind, row, clock, nobody)


def _of_before(kind: Kind, row: Values, clock: Clock, nobody: str) -> Values:
    """Whoever worked at the old desk is known by name and number, and can't come in here."""
    if kind is BY_NAME["accounts"]:
        name = f"{row['username']} (handed over, {row['id']})"
        return {"username": name, "active": False, "password_hash": nobody, "totp": b""}
    if kind is BY_NAME["terminals"]:
        return {"revoked_at": row["revoked_at"] or clock.now()}
    if kind is BY_NAME["mails"]:
        return {"payload": b"", "next_try_at": row["finished_at"] or row["created_at"]}
    return {}


def _sealed_anew(line: Values, row: Values, keys: PublicKeys) -> Values:
    if line["sealed"]["data_key"] is None:
        return {}
    made = _wraps(line, row["record"], keys)
    contact = {"to": line["record"]["email"], "language": line["record"]["language"]}
    made |= {"key_id": key_id(keys.office), "contact": post(contact, str(row["id"]), keys.postman)}
    if line["keyed_customer_number"] is not None:
        number = {NUMBER: line["keyed_customer_number"]}
        made["customer_number"] = post(number, str(row["id"]), keys.office)
    return made


def _part_sealed_anew(kind: Kind, line: Values, row: Values, keys: PublicKeys) -> Values:
    if line["sealed"]["data_key"] is None:
        return {}
    part = Message(**row).part if kind is MESSAGES else Note(**row).part
    return _wraps(line, row["body"], keys, part)


def _wraps(line: Values, sealed: bytes, keys: PublicKeys, part: str = "") -> Values:
    data_key = bytes.fromhex(line["sealed"]["data_key"])
    return {
        "office_wrap": wrap(data_key, keys.office, sealed[:LENGTH], "office", part),
        "recovery_wrap": wrap(data_key, keys.recovery, sealed[:LENGTH], "recovery", part),
    }
