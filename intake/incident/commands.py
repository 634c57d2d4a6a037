"""`mizuguchi incident`: who could have been affected, and a draft of the report. The auditor's role is enough."""

from __future__ import annotations

import os
import re
from datetime import datetime, time
from pathlib import Path

import click

from intake.clock import WALL
from intake.incident.affected import MARK, affected
from intake.incident.span import Span, deadlines
from intake.incident.suspects import Question, Suspect
from intake.incident.writing import Draft, written
from intake.procedures import offered
from intake.refusals import StartRefused
from intake.sealing.keys import write_private
from intake.settings import database_address
from intake.store.engine import Store, StoreTrouble
from intake.town import TownUnreadable, read_town, town_file

WHEN = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.command()
@click.option("--from", "begin", type=WHEN, required=True, help="In Japan time: 2026-11-27 or 2026-11-27T09:30.")
@click.option("--until", "end", type=WHEN, required=True, help="The last minute; a day alone is the whole day.")
@click.option("--known-at", type=WHEN, required=True, help="When it came to be known: the first day of the clock.")
@click.option("--suspect", type=click.Choice([each.value for each in Suspect]), default=Suspect.STAFF.value)
@click.option("--account", type=click.IntRange(1), help="Number of an account, see `mizuguchi staff list`.")
@click.option("--terminal", default="", help="SHA-256 of its certificate, see `mizuguchi terminals list`.")
@click.option("--malicious", is_flag=True, help="Somebody may have had malicious intent: 60 days, not 30.")
@click.option("--out", type=click.Path(path_type=Path), help="A new file (0600) in place of standard output.")
def incident(
    begin: datetime,
    end: datetime,
    known_at: datetime,
    suspect: str,
    account: int | None,
    terminal: str,
    out: Path | None,
    *,
    malicious: bool,
) -> None:
    """Tell whose records could have been seen, by reference, and draft the report to the authority in Japanese.

    Exit code 1 when the audit chain is not sound: the draft says so, and its counts are not to be relied on.
    """
    span = Span(begin.replace(tzinfo=WALL), _last(end).replace(tzinfo=WALL))
    if span.begin > span.end:
        raise click.BadParameter("ends before it begins", param_hint="--until")
    question = _question(suspect, account, terminal)
    try:
        store, town = Store(database_address(os.environ)), read_town(town_file(os.environ))
        found = affected(store, question, span)
    except (StartRefused, TownUnreadable) as problem:
        raise click.ClickException(str(problem)) from None
    except StoreTrouble as trouble:
        raise click.ClickException(f"the database: {type(trouble).__name__}") from None
    limits = deadlines(known_at.replace(tzinfo=WALL), malicious=malicious)
    _give(written(Draft(question, span, found, limits, malicious, offered(town))), out)
    if not found.finding.sound:
        click.echo(f"ALARM: the audit chain is NOT SOUND: {found.finding.trouble}", err=True)
        raise SystemExit(1)


def _last(end: datetime) -> datetime:
    """Rather too much than too little: midnight means the whole day, a minute its last second."""
    return end.replace(hour=23, minute=59, second=59) if end.time() == time.min else end.replace(second=59)


def _question(suspect: str, account: int | None, terminal: str) -> Question:
    """An account or a terminal is what is suspected, when one is named."""
    mark = terminal.lower().replace(":", "")
    if terminal and not re.fullmatch(rf"[0-9a-f]{{{MARK},64}}", mark):
        raise click.BadParameter(f"{MARK} to 64 characters of 0-9 and a-f", param_hint="--terminal")
    named = [each for each, given in ((Suspect.ACCOUNT, account), (Suspect.TERMINAL, mark)) if given]
    chosen = Suspect(suspect) if suspect != Suspect.STAFF else (named or [Suspect.STAFF])[0]
    if len(named) > 1 or (named and named != [chosen]):
        raise click.UsageError("one suspect at a time: make a draft for each")
    if chosen in {Suspect.ACCOUNT, Suspect.TERMINAL} and not named:
        raise click.UsageError(f"which {chosen}? give --{chosen}")
    return Question(chosen, account or 0, mark[:MARK])


def _give(draft: str, out: Path | None) -> None:
    if out is None:
        click.echo(draft)
        return
    try:
        write_private(out, draft.encode())
    except FileExistsError:
        raise click.ClickException(f"{out} is there already; a draft is never written over") from None
    click.echo(f"The draft is in {out}, for its owner alone.")
