"""Commands: make backups and look at them, restore one, rehearse it."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from intake.backup.checking import look
from intake.backup.days import taken_at
from intake.backup.drilling import drill as drill_all
from intake.backup.making import back_up, tell_failure
from intake.backup.place import Place
from intake.backup.restoring import Order, Restored, add_files, restore_file, restore_server
from intake.backup.settings import BackupSettings, local_place, read_settings, remote_place
from intake.backup.trouble import BackupTrouble
from intake.clock import clock_of
from intake.refusals import StartRefused
from intake.settings import database_address
from intake.store.engine import Store, StoreTrouble
from intake.town import TownUnreadable, read_town, town_file


def _store() -> Store:
    return Store(database_address(os.environ))


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Whoever is told to end clears away first what it has restored so far."""

    def leave(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _failing_loudly() -> Iterator[None]:
    """Trouble as one line that starts with ALARM, and exit code 1."""
    try:
        yield
    except (BackupTrouble, StartRefused, TownUnreadable) as trouble:
        click.echo(f"ALARM: {trouble}", err=True)
        raise SystemExit(1) from None
    except StoreTrouble as trouble:
        click.echo(f"ALARM: the database: {type(trouble).__name__}", err=True)
        raise SystemExit(1) from None


@click.command()
@click.option("--prepare", is_flag=True, help="Make the two places, once.")
@click.option("--check", is_flag=True, help="Make none; look at those that are there.")
def backup(*, prepare: bool, check: bool) -> None:
    """Copy the database and the town's settings to two places; exit code 1 when anything is not as it should be.

    Sealed things stay sealed, and no key is in a backup.
    """
    with _failing_loudly():
        settings = read_settings(os.environ)
        if prepare:
            for place in settings.places:
                place.prepare()
            click.echo("Both places are ready.")
        elif check:
            _check(settings)
        else:
            _make(settings)


def _check(settings: BackupSettings) -> None:
    found = look(settings, _store(), clock_of(os.environ))
    for line in found.lines:
        click.echo(line)
    for alarm in found.alarms:
        click.echo(f"ALARM: {alarm}")
    if not found.well:
        raise SystemExit(1)
    click.echo("The backups are as they should be.")


def _make(settings: BackupSettings) -> None:
    store = _store()
    try:
        made = back_up(settings, store, clock_of(os.environ))
    except BackupTrouble:
        tell_failure(store, clock_of(os.environ))
        raise
    rows = sum(made.manifest.counts.values())
    click.echo(f"Backup {made.name}: {rows} rows, audit chain up to event {made.manifest.events}, in both places.")


@click.command()
@click.option(
    "--to", "target", required=True, help="An empty folder, or the address of an empty PostgreSQL database."
)
@click.option(
    "--from", "origin", default="local", show_default=True, help="local, remote, or a folder with a backup."
)
@click.option("--backup", "name", default="", help="Its name, such as 2026-11-27_020000; the newest if left out.")
@click.option("--files-to", type=click.Path(path_type=Path), help="A folder for the other files of the backup.")
@click.option("--head", "heads", multiple=True, help="Head printed on a slip; may be given several times.")
@click.option("--even-unsound", is_flag=True, help="Restore although the audit chain in it is broken.")
def restore(
    target: str, origin: str, name: str, files_to: Path | None, heads: tuple[str, ...], *, even_unsound: bool
) -> None:
    """Restore a backup where nothing is yet, and erase what should be erased by now before anybody can open it."""
    with (
        _failing_loudly(),
        _ending_in_order(),
        tempfile.TemporaryDirectory(prefix="mizuguchi-restore-") as scratch,
    ):
        folder = _found(origin, name, Path(scratch))
        order = Order(folder, read_town(town_file(os.environ)).retention, heads, even_unsound)
        restored = _restored(order, target)
        if files_to is not None:
            files_to.mkdir(mode=0o700, parents=True, exist_ok=True)
            add_files(folder, files_to)
    _tell(restored)


def _restored(order: Order, target: str) -> Restored:
    if "://" not in target:
        return restore_file(order, clock_of(os.environ), Path(target))
    if "@" in target and ":" in target.partition("://")[2].partition("@")[0]:
        raise BackupTrouble("a password in an argument can be read by everybody on this machine; use passfile=")
    return restore_server(order, clock_of(os.environ), target)


def _found(origin: str, name: str, scratch: Path) -> Path:
    """The folder of the backup that is meant."""
    if origin not in {"local", "remote"}:
        return Path(origin)
    place: Place = local_place(os.environ) if origin == "local" else remote_place(os.environ)
    held = place.held()
    if not held:
        raise BackupTrouble(f"{origin}: there is no backup")
    wanted = name or held[-1]
    if wanted not in held or taken_at(wanted) is None:
        raise BackupTrouble(f"{origin}: there is no backup {wanted}; there are {', '.join(held)}")
    return place.fetch(wanted, scratch)


def _tell(restored: Restored) -> None:
    manifest = restored.manifest
    click.echo(f"Backup {manifest.name} of {manifest.made_at}, program {manifest.program}: every hash is right.")
    click.echo(f"Audit chain up to event {manifest.events}, head {manifest.head}: as the manifest says.")
    if restored.unsound:
        click.echo(f"NOT SOUND: {restored.unsound}")
    for table, rows in manifest.counts.items():
        click.echo(f"{table}: {rows} restored, {restored.counts[table]} after the purge")
    for what, count in restored.erased.items():
        click.echo(f"{what}: {count} erased")
    click.echo(f"Restored in {restored.seconds:.1f} seconds.")


@click.command()
@click.option("--scratch", type=click.Path(path_type=Path, exists=True), help="Where files may lie meanwhile.")
def drill(scratch: Path | None) -> None:
    """Make a backup, restore it from both places to somewhere else, verify, purge, and throw it away.

    Writes a line of drills.jsonl in the local place. Exit code 1 when anything fails.
    """
    with _failing_loudly(), _ending_in_order():
        settings, server = read_settings(os.environ), os.environ.get("MIZUGUCHI_DRILL_DATABASE", "").strip()
        terms = read_town(settings.town).retention
        drilled = drill_all(settings, _store(), clock_of(os.environ), terms, server, scratch)
    click.echo(f"Backup {drilled.name} in {drilled.seconds:.1f} seconds.")
    for place, each in drilled.restored.items():
        rows = sum(each.manifest.counts.values())
        click.echo(f"From {place}: {rows} rows in {each.seconds:.1f} seconds, as many as were backed up.")


COMMANDS: Sequence[click.Command] = (backup, restore, drill)
