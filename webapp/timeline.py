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
class Opening:
    """When staff opened the record, in which role, and why."""

    at: datetime
    role: Text
    reason: Text


ROLES = {"clerk": N_("Clerk"), "supervisor": N_("Supervisor")}
REASONS = {
    "own_work": N_("to process it"),
    "check": N_("to check what was entered"),
    "inquiry": N_("to answer an inquiry"),
    "supervision": N_("to supervise the work"),
    "print": N_("to print the paper for the clerk"),
}


def timeline(application: Application, events: Sequence[Event]) -> list[Milestone]:
    """The states on the way; where the way ended otherwise, that end stands last."""
    reached = {str(details(event).get("to")): on_the_wall(event.at) for event in events}
    here = application.standing
    if here in WAY:
        passed = WAY.index(here)
        return [
            Milestone(NAMES[state], reached.get(state.value) if at <= passed else None, state is here)
            for at, state in enumerate(WAY)
        ]
    taken = [state for state in (*WAY, State.CANCEL_REQUESTED, here) if state.value in reached]
    return [Milestone(NAMES[state], reached[state.value], state is here) for state in dict.fromkeys(taken)]


def openings(events: Sequence[Event]) -> list[Opening]:
    """When and in which role the record was opened; no name of a clerk."""
    return [
        Opening(
            on_the_wall(event.at),
            ROLES.get(event.actor.partition(" ")[0], N_("Staff")),
            REASONS.get(str(details(event).get("reason")), Text("")),
        )
        for event in events
        if event.act == "opened"
    ]
