"""What a page finds in the running console."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from flask import abort, current_app, g

from admin.office import Office
from admin.settings import Terminals
from admin.signing import Times
from admin.staff import Member
from intake.clock import Clock
from intake.metering import Meters
from intake.sealing.keys import PublicKeys
from intake.store.engine import Store
from intake.town import Town

NAME = "console"


@dataclass(frozen=True)
class Console:
    """The parts of one console process."""

    store: Store
    office: Office
    keys: PublicKeys
    town: Town
    times: Times
    terminals: Terminals
    secret: bytes
    apart: timedelta
    meters: Meters

    @property
    def clock(self) -> Clock:
        """The desk's clock."""
        return self.times.desk


def console() -> Console:
    """The console of this request."""
    return cast(Console, current_app.extensions[NAME])


def me() -> Member:
    """Who is signed in; the guard has made sure that somebody is."""
    who: Member | None = g.get("member")
    if who is None:
        abort(403)
    return who
