"""Do applications stand where the events have put them? The acts are followed while the chain goes by.

Only what exists, or should, is kept in mind: that is bounded by the days of retention, however long the chain is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from intake.closing import ERASED, SUBMIT
from intake.lifecycle import FINAL, Act, State

ACCEPTED = "audit_accepted"
"""The city has seen that an application stands elsewhere than the events said, and where (or that it is gone)."""

_ACTS = frozenset({SUBMIT, ERASED, ACCEPTED, *Act})


class Told:
    """What the events so far tell, beside the rows as they are."""

    def __init__(self, rows: Mapping[UUID, State]) -> None:
        self.rows = rows
        self.told: dict[UUID, State] = {}

    def take(self, act: str, about: UUID | None, detail: str) -> None:
        """One event further."""
        if about is None or act not in _ACTS:
            return
        state = State.SUBMITTED if act == SUBMIT else _arrived(detail)
        done_with = state in FINAL and about not in self.rows
        if done_with or (state is None and act in {ERASED, ACCEPTED}):
            self.told.pop(about, None)
        elif state:
            self.told[about] = state

    def unlike(self) -> list[UUID]:
        """Rows that stand elsewhere than told or of which nothing is told, and open ones without a row."""
        differing = {each for each, state in self.rows.items() if self.told.get(each) is not state}
        return sorted(differing | (self.told.keys() - self.rows.keys()))


def _arrived(detail: str) -> State | None:
    """The state that an act led to; None for one that leads nowhere."""
    to = json.loads(detail).get("to")
    return State(to) if to in set(State) else None
