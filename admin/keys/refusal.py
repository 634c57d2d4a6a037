"""What a command about keys can refuse, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from intake.refusals import StartRefused
from intake.store.engine import StoreTrouble


class KeyRefused(Exception):
    """An act about a key is not done; says why, and holds no secret."""


@contextmanager
def refusing_plainly() -> Iterator[None]:
    """A command ends with one line in place of a trace."""
    try:
        yield
    except (KeyRefused, StartRefused) as refusal:
        raise click.ClickException(str(refusal)) from None
    except (StoreTrouble, OSError) as trouble:
        raise click.ClickException(f"{type(trouble).__name__}: what is not said above is not done") from None
