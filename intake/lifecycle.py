"""The life of an application: which act is allowed in which state. Pure rules, no storage."""

from __future__ import annotations

from enum import StrEnum

from intake.text import N_, Text


class State(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    PRINTED = "printed"
    KEYED = "keyed"
    COMPLETED = "completed"
    CANCEL_REQUESTED = "cancel_requested"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class Act(StrEnum):
    """What somebody does to an application."""

    PRINT = "print"
    KEY = "key"
    CHECK = "check"
    SEND_BACK = "send_back"
    CANCEL = "cancel"
    UNDO = "undo"
    CONFIRM_CANCEL = "confirm_cancel"
    DECLINE = "decline"


class NotAllowed(Exception):
    """The act does not exist in this state; somebody else was quicker, or the page was old."""


MOVES: dict[tuple[State, Act], State] = {
    (State.SUBMITTED, Act.PRINT): State.PRINTED,
    (State.SUBMITTED, Act.CANCEL): State.CANCELLED,
    (State.SUBMITTED, Act.DECLINE): State.DECLINED,
    (State.PRINTED, Act.PRINT): State.PRINTED,
    (State.PRINTED, Act.KEY): State.KEYED,
    (State.PRINTED, Act.CANCEL): State.CANCEL_REQUESTED,
    (State.PRINTED, Act.DECLINE): State.DECLINED,
    (State.KEYED, Act.CHECK): State.COMPLETED,
    (State.KEYED, Act.SEND_BACK): State.PRINTED,
    (State.KEYED, Act.CANCEL): State.CANCEL_REQUESTED,
    (State.CANCEL_REQUESTED, Act.UNDO): State.CANCEL_REQUESTED,
    (State.CANCEL_REQUESTED, Act.CONFIRM_CANCEL): State.CANCELLED,
}
"""Every move there is. After print the slip must be pulled, after keying billing must be undone: so a cancel
becomes a request that staff confirm, and only then the resident reads "cancelled". To undo moves no state: it is
the first of two people's word, and counts as a move so that the second has seen it."""

FINAL = frozenset({State.COMPLETED, State.CANCELLED, State.DECLINED})
"""States that nothing leaves."""

NAMES: dict[State, Text] = {
    State.SUBMITTED: N_("Received"),
    State.PRINTED: N_("Being processed"),
    State.KEYED: N_("Entered, being checked"),
    State.COMPLETED: N_("Completed"),
    State.CANCEL_REQUESTED: N_("Cancellation requested"),
    State.CANCELLED: N_("Cancelled"),
    State.DECLINED: N_("Not accepted"),
}
"""The words in which people are told."""


def after(state: State, act: Act) -> State:
    """The state that an act leads to; NotAllowed when it does not exist in this state."""
    try:
        return MOVES[state, act]
    except KeyError as unknown:
        raise NotAllowed(f"{act} is not possible when {state}") from unknown


def allowed(state: State) -> frozenset[Act]:
    """The acts that exist in a state."""
    return frozenset(act for start, act in MOVES if start is state)
