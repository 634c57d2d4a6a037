"""What happened to an application, in the words and times of My Page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.audit import details
from intake.clock import on_the_wall
from intake.lifecycle import NAMES, State
from intake.store.applications import Application
from intake.store.events import Event
from intake.text import N_, Text

WAY = (State.SUBMITTED, State.PRINTED, State.KEYED, State.COMPLETED)
"""The way that an application takes when nothing is in its way."""


@dataclass(frozen=True)
class Milestone:
    """A state on the way, when it was reached (Japan time), and whether it is the present one."""

    name: Text
    at: datetime | None
    present: bool


@dataclass(frozen=True)
class Happening:
    """What somebody did about an application, when (Japan time), and the reasons that were stated."""

    at: datetime
    what: Text
    reasons: tuple[Text, ...]


ROLES = {"clerk": N_("Clerk"), "supervisor": N_("Supervisor")}
REASONS = {
    "own_work": N_("to process it"),
    "check": N_("to check what was entered"),
    "inquiry": N_("to answer an inquiry"),
    "supervision": N_("to supervise the work"),
    "print": N_("to print the paper for the clerk"),
    "key": N_("to compare what was entered with it"),
    "undo": N_("to take back what was entered"),
    "relink": N_("to make a new link to My Page"),
    "called_back": N_("after calling you back"),
    "named_application": N_("after you named what you applied for"),
    "identity_paper": N_("after you showed an identity paper"),
    "same_address": N_("after a mail from your address"),
}
"""Why a record was opened, and how it was made sure that it was you who lost the link."""

DONE = {
    "asked": N_("The centre asked you a question"),
    "answered": N_("You answered"),
    "relinked": N_("A new link to My Page was mailed to you"),
}
"""What else is told; an opening is told with the role."""


def timeline(application: Application, events: Sequence[Event]) -> list[Milestone]:
    """The states on the way; where the way ended otherwise, that end stands last."""
    moves = [(event, details(event)) for event in events]
    reached = {
        str(told["to"]): on_the_wall(event.at) for event, told in moves if told.get("to") != told.get("from")
    }
    here = application.standing
    if here in WAY:
        passed = WAY.index(here)
        return [
            Milestone(NAMES[state], reached.get(state.value) if at <= passed else None, state is here)
            for at, state in enumerate(WAY)
        ]
    taken = [state for state in (*WAY, State.CANCEL_REQUESTED, here) if state.value in reached]
    return [Milestone(NAMES[state], reached[state.value], state is here) for state in dict.fromkeys(taken)]


def happenings(events: Sequence[Event]) -> list[Happening]:
    """Who opened the record in which role, and what was asked, answered or renewed; no name of a clerk."""
    return [
        Happening(on_the_wall(event.at), _what(event), _reasons(event))
        for event in events
        if event.act == "opened" or event.act in DONE
    ]


def _what(event: Event) -> Text:
    if event.act in DONE:
        return DONE[event.act]
    role = ROLES.get(event.actor.partition(" ")[0], N_("Staff"))
    return N_("%(role)s opened it", role=role)


def _reasons(event: Event) -> tuple[Text, ...]:
    """Those that there are words for; what was asked is told by the question itself, once it is shown."""
    codes = str(details(event).get("reason", "")).split() if event.act != "asked" else []
    return tuple(REASONS[code] for code in codes if code in REASONS)
