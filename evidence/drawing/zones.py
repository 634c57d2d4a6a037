"""All boxes of the drawing in the order in which an application passes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evidence.drawing.centre import billing_facts, console_facts, hands_facts, paper_facts, safe_facts
from evidence.drawing.database import database_facts
from evidence.drawing.holdings import HOLDINGS
from evidence.drawing.reception import browser_facts, mailbox_facts, postroom_facts, window_facts
from evidence.drawing.zone import Area, Fact, Zone
from evidence.looking import Look
from intake.text import N_, Text


@dataclass(frozen=True)
class _Place:
    """A box before it is filled."""

    area: Area
    title: Text
    role: Text
    facts: Callable[[Look], Iterator[Fact]]


_PLACES = {
    "browser": _Place(
        Area.INTERNET, N_("Resident's phone or computer"), N_("A resident fills in the form."), browser_facts
    ),
    "window": _Place(
        Area.RECEPTION, N_("Window"), N_("Takes the form, seals it at once, then forgets it."), window_facts
    ),
    "database": _Place(Area.RECEPTION, N_("Database"), N_("Keeps what was sealed."), database_facts),
    "postroom": _Place(
        Area.RECEPTION,
        N_("Post room"),
        N_("Sends mails. Can open addresses, and links until they are delivered."),
        postroom_facts,
    ),
    "mailbox": _Place(Area.INTERNET, N_("Resident's mailbox"), N_("Receives receipt and link."), mailbox_facts),
    "console": _Place(Area.CENTRE, N_("Console"), N_("A clerk opens one record and prints it."), console_facts),
    "paper": _Place(Area.CENTRE, N_("Paper slip"), N_("The only way onward."), paper_facts),
    "hands": _Place(Area.CENTRE, N_("Hands"), N_("One person types, another compares."), hands_facts),
    "billing": _Place(
        Area.CLOSED, N_("Billing system"), N_("Knows nothing of the reception desk."), billing_facts
    ),
    "safe": _Place(Area.CITY, N_("City's safe"), N_("A key for emergencies, kept offline."), safe_facts),
}


@dataclass(frozen=True)
class Way:
    """From which zone something comes, and what passes."""

    origin: str
    words: Text


WAYS: dict[str, Way] = {
    "window": Way("browser", N_("typed form, encrypted line (TLS)")),
    "database": Way("window", N_("sealed first")),
    "postroom": Way("database", N_("sealed address")),
    "mailbox": Way("postroom", N_("receipt and link (TLS)")),
    "console": Way("database", N_("sealed record")),
    "paper": Way("console", N_("printed")),
    "hands": Way("paper", N_("read by eye")),
    "billing": Way("hands", N_("no line: typed by hand")),
}
"""The way into a zone; a zone that is not here has none."""


def onward(name: str) -> list[tuple[str, Text]]:
    """Which zones can be reached from one, and what passes."""
    return [(to, way.words) for to, way in WAYS.items() if way.origin == name]


def draw(look: Look) -> Sequence[Zone]:
    """The boxes, filled with what a look has found."""
    return [
        Zone(name, place.area, place.title, place.role, HOLDINGS[name], tuple(place.facts(look)))
        for name, place in _PLACES.items()
    ]
