"""`mizuguchi keys shred`: files that have done their work."""

from __future__ import annotations

from pathlib import Path

import click

from admin.keys.noting import note_count
from admin.keys.refusal import refusing_plainly
from admin.keys.shredding import insist_on_shreddable, shred

KEPT = (
    "An SSD, a USB stick, a file system with snapshots and a backup may keep older blocks: against those helps"
    " only a disk that was encrypted from the beginning, or one that is destroyed."
)


@click.command("shred")
@click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--although-key", is_flag=True, help="Even a private key, such as a copy that is not needed.")
def keys_shred(files: tuple[Path, ...], *, although_key: bool) -> None:
    """Write over samples, files of shares or of passphrases, and remove them. No links, no folders.

    The event has how many there were, and no name of a file.
    """
    with refusing_plainly():
        insist_on_shreddable(files, although_key=although_key)
        note_count("files_shredded", len(files))
        shred(files)
    click.echo(f"Written over and removed: {len(files)}. {KEPT}")
