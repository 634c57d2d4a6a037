"""The boxes from the console to billing: opened, printed, carried by hand, typed; and the city's safe."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.drawing.reception import log_fact
from evidence.drawing.words import actor_words
from evidence.drawing.zone import Fact, Form
from evidence.in_database import EventRow
from evidence.looking import Look
from intake.lifecycle import Act
from intake.text import N_, Text

OPENED = "opened"
"""The event that the console writes before it opens a record."""


def console_facts(look: Look) -> Iterator[Fact]:
    """How often the record was opened there, and what the console's log says."""
    opened = len(_events(look, OPENED))
    yield Fact(
        "opened",
        N_("Opened so far"),
        Form.CLEAR if opened else Form.NONE,
        str(opened),
        N_("Readable on the screen while it is open. Each opening is written into the audit chain first."),
        content=True,
    )
    yield log_fact(look.logs["admin"])


def paper_facts(look: Look) -> Iterator[Fact]:
    """Which sheets exist."""
    slips = look.arrival.slips if look.arrival else ()
    serials = ", ".join(f"No. {slip.serial}" for slip in slips)
    yield Fact(
        "slips",
        N_("Printed sheets"),
        Form.CLEAR if slips else Form.NONE,
        N_("%(count)s (%(serials)s)", count=len(slips), serials=serials) if slips else N_("not printed yet"),
        N_("Ink on paper. Each sheet has a number of its own, so a missing one is noticed."),
        content=True,
    )


def hands_facts(look: Look) -> Iterator[Fact]:
    """Who typed and who compared, by the audit chain; two different people."""
    typed, compared = _last_actor(look, Act.KEY), _last_actor(look, Act.CHECK)
    yield Fact(
        "typed",
        N_("Typed by"),
        Form.CLEAR if typed else Form.NONE,
        actor_words(typed) if typed else N_("nobody yet"),
        N_("A person reads the paper and types it into the billing system."),
    )
    yield Fact(
        "compared",
        N_("Compared by"),
        Form.CLEAR if compared else Form.NONE,
        actor_words(compared) if compared else N_("nobody yet"),
        N_("A second person compares paper and screen."),
        alarm=bool(typed) and typed == compared,
    )


def billing_facts(look: Look) -> Iterator[Fact]:
    """Entries that came from this application's paper."""
    box = look.billing
    yield Fact(
        "entries",
        N_("Entries with this reference"),
        Form.CLEAR if box.typed else Form.NONE,
        N_("%(count)s of %(all)s", count=box.typed, all=box.entries)
        if box.there
        else N_("no billing database here"),
        N_("What was typed is readable here: this is where the city's customer data belongs."),
        content=True,
    )
    yield Fact(
        "second",
        N_("Of these compared by a second person"),
        Form.CLEAR if box.compared else Form.NONE,
        str(box.compared),
        N_("Only then the resident is told that it is completed."),
        drawn=False,
    )


def safe_facts(look: Look) -> Iterator[Fact]:
    """Where the private half of the recovery key is. In a demo it lies beside the others, and we say so."""
    key = look.keys["recovery"]
    yield Fact(
        "recovery_key",
        N_("The private half"),
        Form.SEALED if key.private else Form.NONE,
        _where(key.private),
        N_(
            "In operation the city keeps it offline. In this demo it lies in the demo's folder under a passphrase,"
            " and no process is told where."
        ),
        alarm=bool(key.private) and not key.under_passphrase,
    )


def _where(private: int) -> Text:
    return N_("in this demo: in its folder") if private else N_("not on this machine")


def _events(look: Look, act: str) -> list[EventRow]:
    return [event for event in look.arrival.events if event.act == act] if look.arrival else []


def _last_actor(look: Look, act: Act) -> str:
    events = _events(look, act.value)
    return events[-1].actor if events else ""
