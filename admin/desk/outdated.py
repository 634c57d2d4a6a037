"""Why a slip in somebody's hand is not to be keyed any more."""

from __future__ import annotations

from collections.abc import Sequence

from intake.lifecycle import State
from intake.sheets import Fate
from intake.store.slips import PrintedSlip
from intake.text import N_, Text

BY_STATE: dict[State, Text] = {
    State.SUBMITTED: N_("It is not printed yet, so there is no slip to key from."),
    State.KEYED: N_("It was keyed already. Somebody else has to check it."),
    State.COMPLETED: N_("It was keyed and checked already."),
    State.CANCEL_REQUESTED: N_("The applicant wants to cancel. Pull the slip and do not key it."),
    State.CANCELLED: N_("The application is cancelled. Shred the slip."),
    State.DECLINED: N_("The application was not accepted. Shred the slip."),
}
LOST = N_("This slip is noted as lost. Note it as found first.")
SHREDDED = N_("This slip is noted as shredded.")
PRINTED_AGAIN = N_("It was printed again since. Only the newest copy may be used; shred this one.")


def why_outdated(state: State, sheet: PrintedSlip, slips: Sequence[PrintedSlip]) -> Text | None:
    """Why this sheet of an application must not be keyed, or None when it may. `slips` are all its copies."""
    if state in BY_STATE:
        return BY_STATE[state]
    if sheet.whereabouts in {Fate.LOST, Fate.SHREDDED}:
        return LOST if sheet.whereabouts is Fate.LOST else SHREDDED
    return None if slips[-1].serial == sheet.serial else PRINTED_AGAIN
