"""`mizuguchi handover erase`: says what will go, has a sentence typed, and erases."""

from __future__ import annotations

import os
from pathlib import Path

import click

from admin.handover import erasing
from admin.handover.leaving import Proof
from admin.handover.manifest import signer_of
from admin.handover.protocol import Protocol
from admin.handover.shell import ANYTHING, BY_DESCRIPTOR, FILE, FOLDER, older_keys, owners_store, refusing_plainly
from admin.handover.trouble import HandoverTrouble
from admin.keys.files import open_private
from admin.keys.passphrase import ask
from intake.backup.settings import configured, read_settings
from intake.clock import clock_of
from intake.sealing.fingerprints import plain
from intake.town import read_town, town_file


@click.command("erase")
@click.argument("office_key", type=FILE)
@click.option("--out", type=FOLDER, required=True, help="The folder where the protocol appears.")
@click.option("--package", "digest", default="", help="Fingerprint of the package; asked for without.")
@click.option("--receipt", default="", help="The word that the city read in `handover verify`; asked for without.")
@click.option("--key", "keys", type=ANYTHING, multiple=True, help="A further key file, or a folder of them.")
@click.option("--file", "files", type=ANYTHING, multiple=True, help="A further file or folder to erase.")
@click.option(
    "--with-backups/--leave-backups", default=True, help="Remove the backups now, or leave them to run out."
)
@click.option("--although-unopened", type=click.IntRange(0), default=0, help="So many records did not open.")
@click.option("--although-undelivered", type=click.IntRange(0), default=0, help="So many mails are not delivered.")
@click.option(
    "--although-backups-unknown", is_flag=True, help="The audit chain tells of backups that are not here."
)
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
    although_backups_unknown: bool,
) -> None:
    """Erase everything here, when the city has shown that it can read the package. On PostgreSQL as the owner."""
    with refusing_plainly():
        if (cut_off := erasing.finish(out)) is not None:
            _tell(cut_off, out)
            return
    with refusing_plainly(), owners_store() as store:
        town, clock = read_town(town_file(os.environ)), clock_of(os.environ)
        office = open_private(office_key, ask(f"Passphrase of {office_key.name}", passphrase_fd))
        proof = Proof(
            plain(digest or str(click.prompt("Fingerprint of the package, as the city reads it"))),
            receipt or str(click.prompt("Receipt, as the city tells it")),
            signer_of(office),
            although_unopened,
            although_undelivered,
        )
        backups = read_settings(os.environ) if configured(os.environ) else None
        drills = os.environ.get("MIZUGUCHI_DRILL_DATABASE", "").strip()
        going = (*keys, *([older] if (older := older_keys()) else []))
        order = erasing.Order(
            proof, town, out, office_key, going, files, backups, with_backups, although_backups_unknown, drills
        )
        told = erasing.plan(store, order, clock)
        _insist_on_confirmation(told, without_backups=with_backups)
        done = erasing.erase(store, office, order, told, clock)
    _tell(done, out)


def _tell(done: Protocol, out: Path) -> None:
    click.echo(
        f"Erased. The protocol is in {out}: print erasure.pdf, have it signed, give the folder to the city."
    )
    for backup in done.backups:
        left = "removed" if backup.removed_at else f"LEFT until {backup.gone_from}"
        click.echo(f"backup, {backup.place}: {backup.name} {left}")
    if any(not backup.removed_at for backup in done.backups):
        click.echo("Nothing removes what is left but the housekeeper: see the protocol, part 5.")


def _insist_on_confirmation(told: Protocol, *, without_backups: bool) -> None:
    """Say what will go, and have it typed."""
    for name, count in told.database.rows.items():
        click.echo(f"{name}: {count} rows will be erased")
    for place in told.database.gone:
        click.echo(f"database: {place}")
    for each in told.files:
        click.echo(f"{each.kind}: {each.path}")
    for backup in told.backups:
        left = "will be removed" if without_backups else f"is left until {backup.gone_from}"
        click.echo(f"backup, {backup.place}: {backup.name} {left}")
    words = f"erase {told.database.rows['applications']} applications"
    if click.prompt(f"This can't be undone. To go on, type: {words}") != words:
        raise HandoverTrouble("other words were typed: nothing is erased")
