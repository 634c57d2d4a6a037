"""Commands of the housekeeper, who holds no key: migrate, purge, verify the audit chain, print the register.

The command `audit verify` only reads; the housekeeper's own daily walk is an event, and may halt the work.
"""

from __future__ import annotations

import os

import click

from intake.audit import HEAD_ON_PAPER, WrongHead, read_heads, verify
from intake.clock import clock_of, on_the_wall
from intake.ledger import ledger_of
from intake.log import logger
from intake.procedures import offered
from intake.register import register_of
from intake.retention import due
from intake.retention import purge as erase
from intake.rounds import Rounds
from intake.settings import database_address
from intake.starting import insist_on_tables, starting
from intake.store.engine import Store, StoreTrouble
from intake.store.founding import script
from intake.store.guarding import DatabaseUnfit
from intake.told import Told
from intake.town import Town, read_town, town_file


def _store() -> Store:
    return Store(database_address(os.environ))


def _town() -> Town:
    return read_town(town_file(os.environ))


@click.command()
def migrate() -> None:
    """Bring the tables of MIZUGUCHI_DATABASE to the newest form; on PostgreSQL as their owner."""
    try:
        _store().migrate()
    except DatabaseUnfit as reason:
        raise click.ClickException(str(reason)) from None
    click.echo("The tables have the newest form.")


@click.command()
@click.option("--database", default="mizuguchi", show_default=True, help="Its name.")
def roles(database: str) -> None:
    """Print the SQL that makes PostgreSQL's roles and an empty database, for the administrator of the cluster."""
    click.echo(script(database), nl=False)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and change nothing.")
def purge(*, dry_run: bool) -> None:
    """Erase what has been kept long enough, by the days in the town's file."""
    store, terms = _store(), _town().retention
    if dry_run:
        for what, count in due(store, clock_of(os.environ), terms).items():
            click.echo(f"{what}: {count} to erase")
        return
    for what, count in erase(store, clock_of(os.environ), terms).items():
        click.echo(f"{what}: {count} erased")
    if not store.settle():
        click.echo(
            "A reader is in the way: some erased bytes still stand in the files of the database. Run it again."
        )


@click.command()
@click.option("--every", default=600, show_default=True, help="Seconds between two rounds.")
def housekeeper(every: int) -> None:
    """Purge in rounds, walk the audit chain and back up once a day, until SIGTERM or Ctrl-C. Holds no key.

    It backs up where MIZUGUCHI_BACKUP_LOCAL says where to. SIGHUP has it read its settings again after the round.
    """
    log, told = logger("housekeeper"), Told()
    with starting("housekeeper", os.environ):
        store = _store()
        insist_on_tables(store, "housekeeper")
        rounds = Rounds(store, os.environ, log)
    told.listen()
    log.info("started", pid=os.getpid())
    while not told.to_stop:
        try:
            rounds.go()
        except StoreTrouble as trouble:
            log.warning("store trouble", trouble=type(trouble).__name__)
        told.rest(every)
        told.reread(rounds.read, log)
    log.info("stopped", pid=os.getpid())


@click.group()
def audit() -> None:
    """The audit chain."""


@audit.command("verify")
@click.option("--head", "heads", multiple=True, help="Head printed on a slip; may be given several times.")
@click.pass_context
def audit_verify(ctx: click.Context, heads: tuple[str, ...]) -> None:
    """Walk the chain; exit code 1 when an event was changed, removed, reordered or cut off."""
    with _store().reading() as session:
        finding = verify(session, _typed(heads))
    for witness in finding.witnesses:
        at = on_the_wall(witness.at)
        click.echo(f"{witness.head} is event {witness.number} of {at:%Y-%m-%d %H:%M}: proved up to there")
    click.echo(f"{finding.count} events, head {finding.head}")
    if not finding.sound:
        click.echo(f"NOT SOUND: {finding.trouble}")
        ctx.exit(1)
    click.echo(
        "The chain is sound." if heads else "The chain is sound; its end is not witnessed without a --head."
    )


def _typed(heads: tuple[str, ...]) -> list[str]:
    try:
        read = [read_heads(typed) for typed in heads]
        if not all(read):  # a forgotten head must not look like a proof
            raise WrongHead
    except WrongHead:
        raise click.BadParameter(
            f"a head on paper has {HEAD_ON_PAPER} characters of 0-9 and a-f", param_hint="--head"
        ) from None
    return [head for found in read for head in found]


@click.command()
@click.option(
    "--ledger", is_flag=True, help="個人情報ファイル簿, the ledger that the law asks of the city; in Japanese."
)
def register(*, ledger: bool) -> None:
    """Print the register of personal data, made from the declarations of the procedures and the tables."""
    town = _town()
    click.echo(ledger_of(town, offered(town)) if ledger else register_of(offered(town)), nl=False)
