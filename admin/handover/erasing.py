"""Erasing everything here, after the city has shown by the receipt that it can read the package.

In this order: database, other files, backups where that is wanted, keys; then the protocol is signed, and the
office's key that signed it goes last. What is to go is written down before the first of it goes: a run that was
cut off is taken up by the next one, and the protocol still tells all of it.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy.orm import Session

from admin.handover.copies import (
    addresses,
    backups_of,
    backups_told,
    clear_drills,
    insist_on_a_clean_drill,
    remove_backups,
)
from admin.handover.leaving import ERASED, OTHER_KEY, Proof, insist_on_leave
from admin.handover.manifest import signing_key
from admin.handover.packing import HOUSEKEEPER
from admin.handover.paper import papers_of
from admin.handover.protocol import (
    Backup,
    Database,
    Gone,
    Protocol,
    conclude,
    read_begun,
    signed_so_far,
    write_begun,
    write_signed,
)
from admin.handover.reach import insist_on_reach
from admin.handover.sealing import hash_of_package
from admin.handover.trouble import HandoverTrouble
from admin.handover.who import machine, user_of_machine
from admin.keys.files import destroy
from intake.audit import write_event
from intake.backup.settings import BackupSettings
from intake.clock import Clock, on_the_wall, today
from intake.store import shutting
from intake.store.clearing_away import InUse, clear_away, files_of, is_cleared
from intake.store.copying import named
from intake.store.engine import Store
from intake.store.events import Event, last_event, latest_of
from intake.store.handing_over import address, count_rows, where
from intake.town import Town

KEY, OFFICE_KEY, FILE = "key", "office-key", "file"


@dataclass(frozen=True)
class Order:
    """What is wanted. `office_key` is the file of the key that signs. `keys` and `files` go too, folders with
    everything in them; `backups` are told, and removed now with `without_backups`; with `although_backups_unknown`
    it is no trouble that the audit chain tells of others. `drills` is the address of PostgreSQL's database of
    drills. The protocol appears in `out`."""

    proof: Proof
    town: Town
    out: Path
    office_key: Path
    keys: Sequence[Path] = ()
    files: Sequence[Path] = ()
    backups: BackupSettings | None = None
    without_backups: bool = False
    although_backups_unknown: bool = False
    drills: str = ""


def plan(store: Store, order: Order, clock: Clock) -> Protocol:
    """What will go; of a run that was cut off, what it had written down. HandoverTrouble where nothing may go."""
    begun = read_begun(order.out)
    if begun is not None and not begun.package.startswith(order.proof.package):
        raise HandoverTrouble("a run for another package was cut off here; give this one another folder")
    if begun is not None and begun.signer != order.proof.signer:
        raise HandoverTrouble(OTHER_KEY)
    if not (begun is not None and _is_gone(store)) and is_cleared(_url(store)):
        raise HandoverTrouble("there is nothing here that could be erased")
    told = begun or _planned(store, order, clock)
    insist_on_reach(told.files, order.out)
    return told


def erase(store: Store, office: X25519PrivateKey, order: Order, told: Protocol, clock: Clock) -> Protocol:
    """Erase what `plan` has told, and write the protocol, signed by what the office's key was.

    HandoverTrouble when anything has come since, or somebody has the database open: then nothing is gone.
    """
    order.out.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_gone(store):
        with store.reading() as session:
            insist_on_leave(session, _proof(order))
    if read_begun(order.out) is None:
        write_begun(order.out, told)
    done = replace(told, database=_database_gone(store, told, clock))
    done = replace(done, files=[_file_gone(each, clock, FILE) for each in done.files])
    if order.without_backups and order.backups:
        done = replace(done, backups=remove_backups(order.backups, done.backups, _now(clock)))
    clear_drills(order.backups, order.drills)
    done = replace(done, files=[_file_gone(each, clock, KEY) for each in done.files])
    last = [replace(each, erased_at=_now(clock)) if each.kind == OFFICE_KEY else each for each in done.files]
    done = replace(done, files=last, ended_at=_now(clock))
    write_signed(order.out, done, signing_key(office), papers_of(done, clock.now()))
    return finish(order.out) or done


def finish(out: Path) -> Protocol | None:
    """Have the key go that has signed a protocol, and give that its name; None where none was signed so far.

    It needs no passphrase: a run that was cut off here may have left half a key, or none.
    """
    if signed := signed_so_far(out):
        for path in (Path(each.path) for each in signed.files if each.kind == OFFICE_KEY):
            if path.exists():
                destroy(path)
        conclude(out)
    return signed


def _planned(store: Store, order: Order, clock: Clock) -> Protocol:
    with store.reading() as session:
        packed = insist_on_leave(session, _proof(order))
        backups = _backups(session, order, clock)
        insist_on_a_clean_drill(order.drills)
        last = last_event(session)
        name, role = where(session)
        database = Database(
            engine=store.engine.dialect.name,
            name=name,
            role=role,
            rows=count_rows(session),
            events=last.number if last else 0,
            head=last.hash if last else "",
            gone=files_of(_url(store)) or [address(session)],
        )
    return Protocol(
        city=order.town.city,
        centre=order.town.name("centre", "ja"),
        package=packed.digest,
        signer=order.proof.signer,
        packed_at=packed.at,
        begun_at=_now(clock),
        by=f"{user_of_machine()}@{socket.gethostname()}",
        machine=machine(),
        places=addresses(order.backups) if order.backups else {},
        database=database,
        files=_named(order),
        backups=backups,
        backups_known=order.backups is not None,
        packages=packed.packages,
        drills=named(order.drills) if order.drills else "",
    )


def _backups(session: Session, order: Order, clock: Clock) -> list[Backup]:
    """Those of both places, and those that only the audit chain tells of."""
    told = backups_told(session, order.backups, today(clock), order.town.retention.backup_days)
    if told and not order.although_backups_unknown:
        raise HandoverTrouble(
            f"the audit chain tells of {len(told)} backups that are not in the places of MIZUGUCHI_BACKUP_LOCAL"
            f" and _REMOTE, the last of {told[-1].name[:10]}: set them as the housekeeper has them, or say"
            " --although-backups-unknown"
        )
    return [*(backups_of(order.backups) if order.backups else []), *told]


def _proof(order: Order) -> Proof:
    """With the packages that are among the files."""
    named = (Path(each.path) for each in _found(order.files, FILE, order.out))
    return replace(order.proof, packages=frozenset(hash_of_package(each) for each in named))


def _named(order: Order) -> list[Gone]:
    """Each file once, whatever folders it was named by."""
    found = [
        *_found(order.files, FILE, order.out),
        *_found(order.keys, KEY, order.out),
        *_found([order.office_key], OFFICE_KEY, order.out),
    ]
    return list({each.path: each for each in found}.values())


def _found(paths: Sequence[Path], kind: str, out: Path) -> Iterator[Gone]:
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() and not path.is_symlink() else [path]
        for each in inside:
            if each.resolve().is_relative_to(out.resolve()):
                raise HandoverTrouble(f"the protocol would go too: {out} is inside of {path}")
            if each.is_symlink():
                raise HandoverTrouble(
                    f"{each} is a link: remove it, and name what it leads to where that is to go too"
                )
            if not each.exists():
                raise HandoverTrouble(f"{each} is not there")
            if each.is_file():
                yield Gone(str(each.resolve()), kind, each.stat().st_size)


def _is_gone(store: Store) -> bool:
    """Whether the database was taken away: there is nothing, nothing in it, or what stands in its place."""
    if is_cleared(_url(store)) or _stone(store):
        return True
    with store.reading() as session:
        return not any(count_rows(session).values())


def _stone(store: Store) -> Event | None:
    """The event that says that everything was erased."""
    with store.reading() as session:
        return next(iter(latest_of(session, [ERASED])), None)


def _database_gone(store: Store, told: Protocol, clock: Clock) -> Database:
    """Take it away, and put a shut and empty one in its place whose first event says so."""
    if not is_cleared(_url(store)) and (stone := _stone(store)):
        at = on_the_wall(stone.at).isoformat(timespec="seconds")
        return replace(told.database, erased_at=at)
    store.engine.dispose()
    try:
        clear_away(_url(store))
    except InUse:
        raise HandoverTrouble("another process has the database open: stop window, console, postman") from None
    _leave_a_stone(_url(store), told, clock)
    return replace(told.database, erased_at=_now(clock))


def _leave_a_stone(url: str, told: Protocol, clock: Clock) -> None:
    store = Store(url)
    try:
        store.migrate()
        with store.writing() as session:
            shutting.shut(session)
            rows = sum(told.database.rows.values())
            last: dict[str, str | int] = {"package": told.package, "head": told.database.head, "count": rows}
            write_event(session, ERASED, HOUSEKEEPER, clock.now(), None, **last)
        store.settle()
    finally:
        store.engine.dispose()


def _file_gone(file: Gone, clock: Clock, kind: str) -> Gone:
    """Of one kind; what is gone already stays as it was told."""
    path = Path(file.path)
    if file.kind != kind or file.erased_at:
        return file
    if path.is_symlink():
        raise HandoverTrouble(f"{path} has become a link: look what is there")
    if path.exists():
        destroy(path)
    return replace(file, erased_at=_now(clock))


def _now(clock: Clock) -> str:
    return on_the_wall(clock.now()).isoformat(timespec="seconds")


def _url(store: Store) -> str:
    return store.engine.url.render_as_string(hide_password=False)
