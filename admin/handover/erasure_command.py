"""`mizuguchi handover verify-erasure`: the city holds the protocol of erasure to who signed its package."""

from __future__ import annotations

from pathlib import Path

import click

from admin.handover.city_key import grouped
from admin.handover.protocol import Protocol, read_signed
from admin.handover.shell import FOLDER, refusing_plainly


@click.command("verify-erasure")
@click.argument("folder", type=FOLDER)
@click.option("--signer", default="", help="Fingerprint of who signed, from the package's paper.")
def handover_verify_erasure(folder: Path, signer: str) -> None:
    """Check who signed a protocol of erasure, and tell what it says. By the city; needs no database and no key."""
    told = signer or str(click.prompt("Fingerprint of who signed, from the paper of the package (引渡書)"))
    with refusing_plainly():
        _tell(read_signed(folder, told))
    click.echo("The signature is of the key that signed the package.")


def _tell(protocol: Protocol) -> None:
    click.echo(f"signed by: {protocol.signer}")
    click.echo(f"fingerprint of the package: {grouped(protocol.package)}")
    click.echo(f"of {protocol.city}, begun {protocol.begun_at}, ended {protocol.ended_at}, by {protocol.by}")
    click.echo(f"database: {sum(protocol.database.rows.values())} rows erased, {protocol.database.erased_at}")
    for file in protocol.files:
        click.echo(f"{file.kind}: {file.path}, {file.erased_at}")
    for backup in protocol.backups:
        left = f"removed {backup.removed_at}" if backup.removed_at else f"LEFT, gone from {backup.gone_from} on"
        click.echo(f"backup, {backup.place}: {backup.name} {left}")
    if not protocol.backups_known:
        click.echo("Backups were NOT KNOWN to the program that erased.")
