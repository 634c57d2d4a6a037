"""`mizuguchi handover`: make the city's key, shut the desk, pack, verify, import, erase."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pyrage import x25519

from admin.handover import city_key, erasing, importing, packing
from admin.handover.checking import check
from admin.handover.city_key import make_city_key, read_identity, read_recipient
from admin.handover.delivery import delivery_note
from admin.handover.leaving import ERASED, Proof
from admin.handover.manifest import Manifest
from admin.handover.protocol import Protocol
from admin.handover.shutting import REOPENED, SHUT, reopen, shut
from admin.handover.trouble import HandoverTrouble
from admin.keys.files import insist_on_privacy, open_private
from admin.keys.passphrase import ask, ask_new
from admin.keys.refusal import KeyRefused
from admin.office import Office, read_office
from intake.audit import details
from intake.backup.settings import LOCK, configured
from intake.backup.settings import read_settings as read_backups
from intake.backup.trouble import BackupTrouble
from intake.clock import clock_of, on_the_wall
from intake.sealing.fingerprints import pinned, plain
from intake.sealing.keys import PublicKeys, WrongKey, read_public_keys, write_private
from intake.settings import SettingMissing, required
from intake.store.copying import CopyTrouble
from intake.store.engine import Store, StoreTrouble
from intake.store.events import latest_of
from intake.store.guarding import DatabaseUnfit
from intake.store.shutting import is_shut
from intake.town import TownUnreadable, read_town, town_file

FILE = click.Path(path_type=Path, dir_okay=False)
ANYTHING = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
BY_DESCRIPTOR = click.option(
    "--passphrase-fd", type=click.IntRange(0), help="File descriptor with the passphrase; asked for without."
)
MOST_NAMED = 20
STEPS = (SHUT, REOPENED, packing.PACKED, importing.IMPORTED, ERASED)


@click.group()
def handover() -> None:
    """Hand everything over to the city at the end of a contract, and erase it here."""


@contextmanager
def refusing_plainly() -> Iterator[None]:
    """Every refusal as one line and exit code 1."""
    try:
        yield
    except (HandoverTrouble, KeyRefused, WrongKey, SettingMissing, TownUnreadable, DatabaseUnfit) as refusal:
        raise click.ClickException(str(refusal)) from None
    except (CopyTrouble, BackupTrouble) as trouble:
        raise click.ClickException(str(trouble)) from None
    except StoreTrouble as trouble:
        raise click.ClickException(f"the database: {trouble.orig}") from None
    except OSError as problem:
        raise click.ClickException(problem.strerror or type(problem).__name__) from None


@handover.command("key")
@click.argument("folder", type=FOLDER)
@BY_DESCRIPTOR
def handover_key(folder: Path, passphrase_fd: int | None) -> None:
    """Make the key that a package is sealed to: city.age (private) and city.pub. Done by the city."""
    with refusing_plainly():
        made = make_city_key(folder, ask_new(f"New passphrase of {city_key.PRIVATE}", passphrase_fd))
    click.echo(
        f"{folder / city_key.PRIVATE} stays here. Give {folder / city_key.PUBLIC} to the contractor, and read"
    )
    click.echo(f"this aloud to them: {city_key.fingerprint(made)}")


@handover.command("shut")
def handover_shut() -> None:
    """Shut the desk: the database takes nothing new. On PostgreSQL as the owner."""
    with refusing_plainly(), _store() as store:
        waiting = shut(store, clock_of(os.environ))
    click.echo("The desk is shut: no application, answer, note or sheet is taken any more.")
    if waiting:
        click.echo(f"{waiting} mails are not delivered: let the postman end, look at those that are parked.")


@handover.command("reopen")
def handover_reopen() -> None:
    """Let the desk take applications again."""
    with refusing_plainly(), _store() as store:
        reopen(store, clock_of(os.environ))
    click.echo("The desk is open again.")


@handover.command("status")
def handover_status() -> None:
    """Say whether the desk is shut, and which package was made last. Any role that reads events may ask."""
    with refusing_plainly(), _store() as store, store.reading() as session:
        click.echo("The desk is shut." if is_shut(session) else "The desk is open.")
        for event in latest_of(session, STEPS, limit=5):
            digest = city_key.grouped(str(details(event).get("package", "")))
            click.echo(f"{on_the_wall(event.at):%Y-%m-%d %H:%M} {event.act} {digest}".rstrip())


@handover.command("pack")
@click.argument("office_key", type=FILE)
@click.option("--to", "recipient", type=FILE, required=True, help="city.pub, or any public key of the format age.")
@click.option("--into", "folder", type=FOLDER, required=True, help="The folder where the package appears.")
@click.option("--fingerprint", "told", default="", help="Of city.pub, as the city told it; asked for without.")
@click.option("--older", type=FOLDER, help="Older keys of the office; else MIZUGUCHI_OFFICE_OLDER_KEYS.")
@BY_DESCRIPTOR
def handover_pack(
    office_key: Path, recipient: Path, folder: Path, told: str, older: Path | None, passphrase_fd: int | None
) -> None:
    """Make the package: everything in plain and open formats, sealed to the city. On PostgreSQL as the owner."""
    with refusing_plainly(), _store() as store:
        key = _recipient(recipient, told)
        keys = _public_keys()
        file, town = town_file(os.environ), read_town(town_file(os.environ))
        office = _office(office_key, keys, older, passphrase_fd)
        lock = Path(os.environ.get("MIZUGUCHI_LOCK", "").strip() or LOCK)
        order = packing.Order(folder, key, file, town, lock, keys)
        packed = packing.pack(store, office, order, clock_of(os.environ))
        note = packed.path.with_suffix("").with_suffix(".pdf")
        write_private(note, delivery_note(packed, clock_of(os.environ).now()))
    click.echo(f"{packed.path}\n{note}: print it, it goes with the package.")
    click.echo(f"fingerprint of the package: {city_key.grouped(packed.digest)}")
    _tell(packed.manifest, packed.signer)


@handover.command("verify")
@click.argument("package", type=FILE)
@click.option("--key", "private", type=FILE, required=True, help="city.age, or a file of age-keygen.")
@click.option("--signer", default="", help="Fingerprint of who signs, from the contractor's paper.")
@BY_DESCRIPTOR
def handover_verify(package: Path, private: Path, signer: str, passphrase_fd: int | None) -> None:
    """Read a package and hold it to its manifest: hashes, counts, audit chain, sealed records. By the city."""
    with refusing_plainly():
        identity = _identity(private, passphrase_fd)
        checked = check(package, identity, plain(signer))
    click.echo(f"fingerprint of the package: {city_key.grouped(checked.digest)}")
    _tell(checked.manifest, checked.signer)
    click.echo("Every hash, count, event and record is as the manifest says.")
    if not signer:
        click.echo("Compare the signer with the contractor's paper; see --signer.")
    click.echo(f"RECEIPT, to be told to the contractor when the city has all it needs: {checked.manifest.receipt}")


@handover.command("import")
@click.argument("package", type=FILE)
@click.option("--key", "private", type=FILE, required=True, help="The key that the package is sealed to.")
@click.option("--signer", default="", help="Fingerprint of who signs, from the contractor's paper.")
@click.option("--even-unsound", is_flag=True, help="Bring it in although the audit chain was broken.")
@BY_DESCRIPTOR
def handover_import(
    package: Path, private: Path, signer: str, passphrase_fd: int | None, *, even_unsound: bool
) -> None:
    """Bring a package into the empty database of a second installation. On PostgreSQL as the owner."""
    with refusing_plainly(), _store() as store:
        keys, town = _public_keys(), read_town(town_file(os.environ))
        identity = _identity(private, passphrase_fd)
        order = importing.Order(package, identity, keys, town, plain(signer), even_unsound)
        done = importing.bring_in(store, order, clock_of(os.environ))
    _tell(done.manifest, done.signer)
    click.echo("All of it is in the database, with equal counts. Then the rules of retention erased:")
    for what, count in done.erased.items():
        click.echo(f"{what}: {count}")


@handover.command("erase")
@click.argument("office_key", type=FILE)
@click.option("--out", type=FOLDER, required=True, help="The folder where the protocol appears.")
@click.option("--package", "digest", default="", help="Fingerprint of the package; asked for without.")
@click.option("--receipt", default="", help="The word that the city read in `handover verify`; asked for without.")
@click.option("--key", "keys", type=ANYTHING, multiple=True, help="A further key file, or a folder of them.")
@click.option("--file", "files", type=ANYTHING, multiple=True, help="A further file or folder to erase.")
@click.option("--with-backups", is_flag=True, help="Remove the backups now, and don't leave them to run out.")
@click.option("--although-unopened", type=click.IntRange(0), default=0, help="So many records did not open.")
@click.option("--although-undelivered", type=click.IntRange(0), default=0, help="So many mails are not delivered.")
@BY_DESCRIPTOR
def handover_erase(
    office_key: Path,
    out: Path,
    digest: str,
    receipt: str,
    keys: tuple[Path, ...],
    files: tuple[Path, ...],
    although_unopened: int,
    although_undelivered: int,
    passphrase_fd: int | None,
    *,
    with_backups: bool,
) -> None:
    """Erase everything here, when the city has shown that it can read the package. On PostgreSQL as the owner."""
    with refusing_plainly(), _store() as store:
        town, clock = read_town(town_file(os.environ)), clock_of(os.environ)
        office = open_private(office_key, ask(f"Passphrase of {office_key.name}", passphrase_fd))
        proof = Proof(
            plain(digest or str(click.prompt("Fingerprint of the package, as the city reads it"))),
            receipt or str(click.prompt("Receipt, as the city tells it")),
            although_unopened,
            although_undelivered,
        )
        backups = read_backups(os.environ) if configured(os.environ) else None
        going = (office_key, *keys, *([older] if (older := _older()) else []))
        order = erasing.Order(proof, town, out, going, files, backups, with_backups)
        told = erasing.plan(store, order, clock)
        _insist_on_confirmation(told, without_backups=with_backups)
        done = erasing.erase(store, office, order, told, clock)
    click.echo(
        f"Erased. The protocol is in {out}: print erasure.pdf, have it signed, give the folder to the city."
    )
    for backup in done.backups:
        left = "removed" if backup.removed_at else f"gone from {backup.gone_from} on"
        click.echo(f"backup, {backup.place}: {backup.name} {left}")


def _insist_on_confirmation(told: Protocol, *, without_backups: bool) -> None:
    """Say what will go, and have it typed."""
    for name, count in told.database.rows.items():
        click.echo(f"{name}: {count} rows will be erased")
    for each in told.files:
        click.echo(f"{each.kind}: {each.path}")
    for backup in told.backups:
        left = "will be removed" if without_backups else f"is left until {backup.gone_from}"
        click.echo(f"backup, {backup.place}: {backup.name} {left}")
    words = f"erase {told.database.rows['applications']} applications"
    if click.prompt(f"This can't be undone. To go on, type: {words}") != words:
        raise HandoverTrouble("other words were typed: nothing is erased")


def _tell(manifest: Manifest, signer: str) -> None:
    click.echo(f"signed by: {signer}")
    click.echo(f"of {manifest.owner['city']}, made {manifest.made_at}, program {manifest.origin['program']}")
    for name, count in manifest.counts.items():
        click.echo(f"{name}: {count}")
    for name, told in manifest.left_out.items():
        if told["count"]:
            click.echo(f"left out, {name}: {told['count']}")
    if manifest.chain.trouble:
        click.echo(f"The audit chain is NOT SOUND: {manifest.chain.trouble}")
    if manifest.unopened:
        some = ", ".join(manifest.unopened[:MOST_NAMED])
        click.echo(f"{len(manifest.unopened)} DID NOT OPEN and are in it sealed only: {some}")


def _recipient(path: Path, told: str) -> x25519.Recipient:
    key = read_recipient(path)
    said = told or str(click.prompt("Fingerprint of the city's key, as the city reads it aloud"))
    if plain(said) != plain(city_key.fingerprint(key)):
        raise HandoverTrouble(
            f"{path.name} has another fingerprint than the city told: {city_key.fingerprint(key)}"
        )
    return key


def _identity(path: Path, passphrase_fd: int | None) -> x25519.Identity:
    return read_identity(path, lambda: ask(f"Passphrase of {path.name}", passphrase_fd))


def _office(path: Path, keys: PublicKeys, older: Path | None, passphrase_fd: int | None) -> Office:
    """The office's key and those of before, as the console holds them."""
    insist_on_privacy(path)
    return read_office(path, ask(f"Passphrase of {path.name}", passphrase_fd), 0, keys.office, older or _older())


def _older() -> Path | None:
    folder = os.environ.get("MIZUGUCHI_OFFICE_OLDER_KEYS", "").strip()
    return Path(folder) if folder else None


def _public_keys() -> PublicKeys:
    return pinned(read_public_keys(Path(required(os.environ, "MIZUGUCHI_PUBLIC_KEYS"))), os.environ)


@contextmanager
def _store() -> Iterator[Store]:
    """Let go of at the end: whoever erases waits for nobody."""
    store = Store(required(os.environ, "MIZUGUCHI_DATABASE"))
    try:
        yield store
    finally:
        store.engine.dispose()
