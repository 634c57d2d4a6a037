"""When more waits than can be worked off, or the database is away: nobody new begins, before anything was typed.

Whoever has begun goes on; only at twice the load also an address that was just typed is refused. The page is that
of every busy moment: phone, fax, counter, and when to try again.
"""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import ServiceUnavailable

from webapp.here import window

BEGINNINGS = frozenset({"choose.before_you_start", "prove.email"})
"""Where an application begins: what is needed, and the page that asks for the address."""

FIRST_FORM = "prove.send"
"""Where the address is sent, which costs a letter."""


def turn_away(app: Flask) -> None:
    """Ask before each beginning how the window is doing; it knows that from some seconds ago."""
    app.before_request(_only_with_room)


def _only_with_room() -> None:
    here = window()
    if request.endpoint not in {*BEGINNINGS, FIRST_FORM}:
        return
    found = here.standing.report()
    if found.full if request.endpoint == FIRST_FORM else not found.accepting:
        here.meters.count("mizuguchi_turned_away_total")
        raise ServiceUnavailable
