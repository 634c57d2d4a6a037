"""`mizuguchi keys`: make, show, rotate, try, split, join, reseal, destroy, shred."""

from __future__ import annotations

import os
from pathlib import Path

import click

from admin.keys.belonging import FOLDER as PUBLIC_KEYS
from admin.keys.belonging import insist_on_an_offices, insist_on_recovery, name_of
from admin.keys.drilling import read_sample, sample_of, try_on, write_sample
from admin.keys.files import KINDS, OLDER, create, destroy, insist_on_privacy, open_private, open_public, rotate
from admin.keys.noting import insist_on_place_for_events, note
from admin.keys.passphrase import ask, ask_new
from admin.keys.refusal import KeyRefused, refusing_plainly
from admin.keys.resealing import Reader, still_needed
from admin.keys.resealing import reseal as reseal_all
from admin.keys.sharing import NEEDED, join, split
from admin.keys.shred_command import keys_shred
from intake.clock import clock_of
from intake.sealing.fingerprints import fingerprint, plain
from intake.sealing.keys import key_id, write_private
from intake.settings import database_address, required
from intake.store.engine import Store
from intake.store.resealing import count_by_key

FILE = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)
BY_DESCRIPTOR = click.option(
    "--passphrase-fd", type=click.IntRange(0), help="File descriptor with the passphrase; asked for without."
)


@click.group()
def keys() -> None:
    """Keys: make, show, rotate, try, split, reseal, destroy, shred. Each act is an event with the key id."""


keys.add_command(keys_shred)


def _store() -> Store:
    return Store(database_address(os.environ))


@keys.command("create")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("folder", type=FOLDER)
@BY_DESCRIPTOR
def keys_create(kind: str, folder: Path, passphrase_fd: int | None) -> None:
    """Make a pair of keys: KIND.key under a passphrase, 0600, and KIND.pub. Writes over nothing."""
    with refusing_plainly():
        insist_on_place_for_events()
        made = create(folder, kind, ask_new(f"New passphrase of {kind}.key", passphrase_fd))
        click.echo(f"{folder / kind}.key and .pub are made.")
        click.echo(f"MIZUGUCHI_{kind.upper()}_FINGERPRINT: {fingerprint(made)}")
        note("key_made", made, what=kind)


@keys.command("show")
@click.argument("files", type=FILE, nargs=-1, required=True)
@BY_DESCRIPTOR
def keys_show(files: tuple[Path, ...], passphrase_fd: int | None) -> None:
    """Show fingerprints to read aloud. Of a private file (*.key) the passphrase is asked for."""
    with refusing_plainly():
        for path in files:
            if path.suffix == ".key":
                key = open_private(path, ask(f"Passphrase of {path.name}", passphrase_fd)).public_key()
            else:
                key = open_public(path)
            click.echo(f"{fingerprint(key)}  {path.name}")


@keys.command("rotate")
@click.argument("folder", type=FOLDER)
@BY_DESCRIPTOR
def keys_rotate(folder: Path, passphrase_fd: int | None) -> None:
    """Make the office a new key. The one before is kept in FOLDER/older and opens what was sealed to it."""
    with refusing_plainly():
        insist_on_privacy(folder / "office.key")
        insist_on_place_for_events()
        old, made = rotate(folder, ask_new("New passphrase of office.key", passphrase_fd))
        click.echo(f"The key before: {folder / OLDER}/office-{key_id(old).hex()}.key, under its own passphrase.")
        click.echo(f"MIZUGUCHI_OFFICE_FINGERPRINT: {fingerprint(made)}")
        click.echo("Now: console first, with the key before in MIZUGUCHI_OFFICE_OLDER_KEYS; then every window.")
        note("key_rotated", made, what="office")


@keys.command("sample")
@click.argument("file", type=FILE)
@click.option("--reference", default="", help="Of which application; the one that arrived last if left out.")
def keys_sample(file: Path, reference: str) -> None:
    """Write one sealed record into FILE, to try the recovery key on where that is."""
    with refusing_plainly():
        with _store().reading() as session:
            sample = sample_of(session, reference)
        if file.exists():
            raise KeyRefused(f"{file} is there already")
        note("key_sampled", open_public(_public("recovery")), sample.application_id, what="recovery")
        write_sample(sample, file)
    click.echo(f"{sample.reference}: sealed record in {file}. Compare the fingerprint of the drill with its slip.")


@keys.command("drill")
@click.argument("key", type=FILE)
@click.option("--from", "sample_file", type=FILE, help="A file of `keys sample`, in place of the database.")
@click.option("--reference", default="", help="Of which application; the one that arrived last if left out.")
@BY_DESCRIPTOR
def keys_drill(key: Path, sample_file: Path | None, reference: str, passphrase_fd: int | None) -> None:
    """Open one record with the city's recovery key, and show nothing of it but its fingerprint."""
    with refusing_plainly():
        private = open_private(key, ask(f"Passphrase of {key.name}", passphrase_fd))
        if sample_file is not None:
            sample = read_sample(sample_file)
        else:
            with _store().reading() as session:
                sample = sample_of(session, reference)
        what = name_of(private.public_key(), os.environ)
        note("key_tried", private.public_key(), sample.application_id, what=what)
        click.echo(f"{sample.reference}: opened, fingerprint {try_on(sample, private)}")


@keys.command("split")
@click.argument("key", type=FILE)
@click.argument("folder", type=FOLDER)
@click.option(
    "--public", type=FILE, help="recovery.pub that the key has to fit; else that of MIZUGUCHI_PUBLIC_KEYS."
)
@BY_DESCRIPTOR
def keys_split(key: Path, folder: Path, public: Path | None, passphrase_fd: int | None) -> None:
    """Write the recovery key as three shares into FOLDER, of which any two make it whole. Not on a server."""
    with refusing_plainly():
        private = open_private(key, ask(f"Passphrase of {key.name}", passphrase_fd))
        insist_on_recovery(private.public_key(), public, os.environ)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        note("key_split", private.public_key(), what="recovery")
        for number, share in enumerate(split(private), start=1):
            path = folder / f"share-{number}.txt"
            write_private(path, (share + "\n").encode())
            click.echo(f"{path}: print it, give it to one person, destroy the file.")
        click.echo(f"Any {NEEDED} of them open every record, without a passphrase.")


@keys.command("join")
@click.argument("folder", type=FOLDER)
@click.option("--public", type=FILE, help="recovery.pub that the shares have to fit.")
@click.option("--share-file", "files", type=FILE, multiple=True, help="A share in a file, in place of typing it.")
@BY_DESCRIPTOR
def keys_join(folder: Path, public: Path | None, files: tuple[Path, ...], passphrase_fd: int | None) -> None:
    """Make recovery.key in FOLDER from two shares, which are typed in."""
    with refusing_plainly():
        typed = [path.read_text("utf-8") for path in files]
        while len(typed) < NEEDED:
            typed.append(str(click.prompt(f"Share {len(typed) + 1} of {NEEDED}", hide_input=True)))
        private = join(typed)
        if public is not None or os.environ.get(PUBLIC_KEYS, "").strip():
            insist_on_recovery(private.public_key(), public, os.environ)
        insist_on_place_for_events()
        made = create(folder, "recovery", ask_new("New passphrase of recovery.key", passphrase_fd), private)
        click.echo(f"{folder / 'recovery.key'} is made. Fingerprint: {fingerprint(made)}")
        note("key_joined", made, what="recovery")


@keys.command("reseal")
@click.argument("key", type=FILE)
@click.option(
    "--by-recovery", "old", default="", help="Key id of a lost office key; KEY is the recovery key then."
)
@BY_DESCRIPTOR
def keys_reseal(key: Path, old: str, passphrase_fd: int | None) -> None:
    """Seal to the office's present key what is sealed to KEY, an older one; may be cut off and begun again.

    The present one is office.pub of MIZUGUCHI_PUBLIC_KEYS. On PostgreSQL as the owner of the tables.
    """
    with refusing_plainly():
        new = open_public(_public("office"))
        private = open_private(key, ask(f"Passphrase of {key.name}", passphrase_fd))
        reader = Reader("recovery" if old else "office", private)
        identity = _key_id(old) if old else key_id(private.public_key())
        if identity == key_id(new):
            raise KeyRefused("this is the key that the office has now")
        done = reseal_all(_store(), clock_of(os.environ), reader, identity, new)
    click.echo(f"{done.applications} records and {done.parts} messages and notes are now sealed to the new key.")
    if done.numbers_lost:
        click.echo(f"{done.numbers_lost} customer numbers are lost with the key: read them from billing.")
    if done.closed:
        click.echo(f"{len(done.closed)} records did not open and stay as they are: {', '.join(done.closed[:5])}")
        raise SystemExit(1)


@keys.command("held")
def keys_held() -> None:
    """How many records are sealed to each key id of the office."""
    with refusing_plainly(), _store().reading() as session:
        for identity, count in count_by_key(session).items():
            click.echo(f"{identity.hex()}\t{count}")


@keys.command("destroy")
@click.argument("key", type=FILE)
@click.option("--although-needed", is_flag=True, help="Even if records are lost to the office by it.")
@BY_DESCRIPTOR
def keys_destroy(key: Path, passphrase_fd: int | None, *, although_needed: bool) -> None:
    """Write over an older key of the office and remove the file, when nothing is sealed to it any more."""
    with refusing_plainly():
        private = open_private(key, ask(f"Passphrase of {key.name}", passphrase_fd))
        if private.public_key() == open_public(_public("office")):
            raise KeyRefused("this is the key that the office has now")
        with _store().reading() as session:
            insist_on_an_offices(session, private.public_key(), key, os.environ)
        needed = still_needed(_store(), private)
        if needed and not although_needed:
            raise KeyRefused(f"{needed} records, messages and notes need it still: reseal them first")
        note("key_destroyed", private.public_key(), what="office", count=needed)
        destroy(key)
    click.echo(f"{key} is destroyed. Copies of it elsewhere, if there are any, are not: {needed} parts need it.")


def _public(name: str) -> Path:
    return Path(required(os.environ, "MIZUGUCHI_PUBLIC_KEYS")) / f"{name}.pub"


def _key_id(typed: str) -> bytes:
    try:
        identity = bytes.fromhex(plain(typed))
    except ValueError:
        identity = b""
    if len(identity) < 8:
        raise KeyRefused("a key id has 16 characters of 0-9 and a-f, the beginning of the fingerprint")
    return identity[:8]
