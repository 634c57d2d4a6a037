"""Whether records may be opened: not while the audit chain is known to be broken.

Each opening looks at the end of the chain; the whole of it is walked by `verify`. Once it was found broken,
nothing opens until a verification finds it sound again, or the city has looked into it and lets the work go on.
"""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy.orm import Session

from intake.audit import event_hash
from intake.store.events import events_before, latest_of

BROKEN, SOUND, RESUMED = "audit_broken", "audit_verified", "audit_resumed"
END = 50
"""How many events at the end of the chain each opening looks at."""


def halted(session: Session) -> bool:
    """Whether the last word about the chain is that it is broken."""
    last = latest_of(session, (BROKEN, SOUND, RESUMED))
    return bool(last) and last[0].act == BROKEN


def end_is_sound(session: Session) -> bool:
    """Whether the last events follow each other unchanged, back to the last one that the city has looked at."""
    looked_at = next((event.number for event in latest_of(session, (RESUMED,))), 0)
    events = [event for event in events_before(session, None, END) if event.number >= looked_at]
    whole = all(event.hash == event_hash(event) for event in events)
    return whole and all(
        (after.previous, after.number) == (before.hash, before.number + 1) for after, before in pairwise(events)
    )
