"""`mizuguchi ready`: asks a process by its side door whether it can work. For units, and for people at night."""

from __future__ import annotations

import os
import time

import click

from intake.refusals import StartRefused
from intake.side_door import ask

LOOK_AGAIN = 0.5


@click.command()
@click.option("--wait", default=0, show_default=True, help="Seconds to wait for it to become ready.")
@click.option("--alive", is_flag=True, help="Be content with one that answers, and say what it still lacks.")
def ready(wait: int, *, alive: bool) -> None:
    """Say whether the process with this MIZUGUCHI_SIDE_DOOR can work; exit code 1 when not.

    A unit waits with --alive: systemd ends a process whose start has failed, and one that only lacks its database
    goes on as soon as that is back.
    """
    until = time.monotonic() + wait
    status, words = _asked()
    while status != 200 and time.monotonic() < until:
        time.sleep(LOOK_AGAIN)
        status, words = _asked()
    click.echo(words, nl=False)
    if status != 200 and not (alive and status):
        raise SystemExit(1)


def _asked() -> tuple[int, str]:
    try:
        return ask(os.environ)
    except StartRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    except OSError:
        return 0, "nobody answers\n"
