"""How long a mail waits after a try that failed for the time being: doubling, and never more than an hour."""

from __future__ import annotations

from datetime import timedelta

PLAN = (
    timedelta(seconds=30),
    *(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40)),
)
CAP = timedelta(minutes=60)
MOST_TRIES = 24
"""With this plan some 17 hours: a mail server that is down over a night is not lost mail."""


def wait_after(tries: int) -> timedelta:
    """The pause after the given number of tries (1 or more)."""
    return PLAN[tries - 1] if tries <= len(PLAN) else CAP
