"""`mizuguchi handover`: make the city's key, shut the desk, pack, verify, import, erase."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from pyrage import x25519

from admin.handover import city_key, importing, packing
from admin.handover.checking import check
from admin.handover.city_key import make_city_key, read_recipient
from admin.handover.delivery import delivery_note
from admin.handover.erase_command import handover_erase
from admin.handover.erasure_command import handover_verify_erasure
from admin.handover.leaving import ERASED
from admin.handover.manifest import Manifest
from admin.handover.packages import BEGUN, PACKED, Package
from admin.handover.shell import (
    BY_DESCRIPTOR,
    FILE,
    FOLDER,
    identity_in,
    office_in,
    owners_store,
    public_keys,
    refusing_plainly,
    store_here,
)
from admin.handover.shutting import REOPENED, SHUT, reopen, shut
from admin.handover.trouble import HandoverTrouble
from admin.keys.passphrase import ask_new
from intake.audit import details
from intake.backup.settings import LOCK
from intake.clock import clock_of, on_the_wall
from intake.sealing.fingerprints import plain
from intake.sealing.keys import write_private
from intake.store.events import latest_of
from intake.store.shutting import is_shut
from intake.town import read_town, town_file

MOST_NAMED = 20
STEPS = (SHUT, REOPENED, BEGUN, PACKED, importing.IMPORTED, ERASED)


@click.group()
def handover() -> None:
    """Hand everything over to the city at the end of a contract, and erase it here."""


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
    with refusing_plainly(), owners_store() as store:
        waiting = shut(store, clock_of(os.environ))
    click.echo("The desk is shut: no application, answer, note or sheet is taken any more.")
    if waiting:
        click.echo(f"{waiting} mails are not delivered: let the postman end, look at those that are parked.")


@handover.command("reopen")
def handover_reopen() -> None:
    """Let the desk take applications again."""
    with refusing_plainly(), owners_store() as store:
        reopen(store, clock_of(os.environ))
    click.echo("The desk is open again.")


@handover.command("status")
def handover_status() -> None:
    """Say whether the desk is shut, and which package was made last. Any role that reads events may ask."""
    with refusing_plainly(), store_here() as store, store.reading() as session:
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
    with refusing_plainly(), owners_store() as store:
        key = _recipient(recipient, told)
        keys = public_keys()
        file, town = town_file(os.environ), read_town(town_file(os.environ))
        office = office_in(office_key, keys, older, passphrase_fd)
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
@click.option("--head", "heads", multiple=True, help="Head printed on a slip; may be given several times.")
@click.option("--even-unsound", is_flag=True, help="The city takes what is not sound, or did not open, as it is.")
@BY_DESCRIPTOR
def handover_verify(
    package: Path,
    private: Path,
    signer: str,
    heads: tuple[str, ...],
    passphrase_fd: int | None,
    *,
    even_unsound: bool,
) -> None:
    """Read a package and hold it to its manifest: hashes, counts, audit chain, sealed records. By the city."""
    with refusing_plainly():
        identity = identity_in(private, passphrase_fd)
        checked = check(package, identity, plain(signer), heads)
    click.echo(f"fingerprint of the package: {city_key.grouped(checked.digest)}")
    _tell(checked.manifest, checked.signer)
    _tell_packages(checked.packages)
    click.echo("Every hash, count, event and record is as the manifest says.")
    if not signer:
        click.echo("Compare the signer with the contractor's paper; see --signer.")
    if checked.manifest.wanting and not even_unsound:
        click.echo("NO RECEIPT: the city looks into it first; then --even-unsound.")
        raise SystemExit(1)
    click.echo(f"RECEIPT, to be told to the contractor when the city has all it needs: {checked.manifest.receipt}")


@handover.command("import")
@click.argument("package", type=FILE)
@click.option("--key", "private", type=FILE, required=True, help="The key that the package is sealed to.")
@click.option(
    "--signer", default="", help="Fingerprint of who signs, from the contractor's paper; else asked for."
)
@click.option("--even-unsound", is_flag=True, help="Bring it in although the audit chain was broken.")
@BY_DESCRIPTOR
def handover_import(
    package: Path, private: Path, signer: str, passphrase_fd: int | None, *, even_unsound: bool
) -> None:
    """Bring a package into the empty database of a second installation. On PostgreSQL as the owner."""
    with refusing_plainly(), owners_store() as store:
        keys, town = public_keys(), read_town(town_file(os.environ))
        identity = identity_in(private, passphrase_fd)
        signer = signer or str(click.prompt("Fingerprint of who signs, from the paper of the package (引渡書)"))
        order = importing.Order(package, identity, keys, town, plain(signer), even_unsound)
        done = importing.bring_in(store, order, clock_of(os.environ))
    _tell(done.manifest, done.signer)
    click.echo("All of it is in the database, with equal counts. Then the rules of retention erased:")
    for what, count in done.erased.items():
        click.echo(f"{what}: {count}")


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


def _tell_packages(packages: Sequence[Package]) -> None:
    """The last is the one that is looked at: it knows of itself that it was begun."""
    for each in packages[:-1]:
        made = city_key.grouped(each.digest) if each.digest else "not finished, or not told"
        click.echo(f"ANOTHER PACKAGE, {each.at} by {each.user}: {made}")
        click.echo(f"  to the key {city_key.grouped(each.recipient)}")


def _recipient(path: Path, told: str) -> x25519.Recipient:
    key = read_recipient(path)
    said = told or str(click.prompt("Fingerprint of the city's key, as the city reads it aloud"))
    if plain(said) != plain(city_key.fingerprint(key)):
        raise HandoverTrouble(
            f"{path.name} has another fingerprint than the city told: {city_key.fingerprint(key)}"
        )
    return key


handover.add_command(handover_erase)
handover.add_command(handover_verify_erasure)
