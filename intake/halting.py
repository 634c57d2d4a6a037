"""Whether records may be opened: not while the audit chain is known to be broken.

Each opening looks at the end of the chain; the whole of it is walked by `verify`. Once it was found broken,
nothing opens until the city has looked into it and lets the work go on, or until every head that was missed has
been found in a chain that is whole. Another verification without those heads proves nothing and lifts nothing.
"""

from __future__ import annotations

from itertools import pairwise, takewhile

from sqlalchemy.orm import Session

from intake.audit import details, event_hash
from intake.store.events import Event, events_before, latest_of

BROKEN, SOUND, RESUMED, FOUND = "audit_broken", "audit_verified", "audit_resumed", "audit_head_found"
LAST_WORDS = (BROKEN, RESUMED, FOUND)
"""What halts the work, and what lifts that. A sound chain alone does not: its end may be cut off."""

END = 50
"""How many events at the end of the chain each opening looks at."""

MOST_BREAKS = 1000
"""Of one halt; a longer one only the city lifts."""


def halted(session: Session) -> bool:
    """Whether the last word about the chain is that it is broken."""
    last = latest_of(session, LAST_WORDS)
    return bool(last) and last[0].act == BROKEN


def looked_at(session: Session) -> Event | None:
    """The event by which the city let the work go on last."""
    return next(iter(latest_of(session, (RESUMED,))), None)


def lifted_by(session: Session) -> frozenset[str]:
    """The heads whose finding lifts the halt; none where nothing is halted or only the city can lift it."""
    last = latest_of(session, LAST_WORDS, MOST_BREAKS)
    missed = [str(details(event).get("head", "")).split() for event in takewhile(_breaks, last)]
    whole = len(missed) < MOST_BREAKS and all(missed)
    return frozenset(head for heads in missed for head in heads) if whole else frozenset()


def end_is_sound(session: Session) -> bool:
    """Whether the last events follow each other unchanged, back to the last one that the city has looked at."""
    city = looked_at(session)
    events = [event for event in events_before(session, None, END) if city is None or event.number >= city.number]
    whole = all(event.hash == event_hash(event) for event in events)
    return whole and all(
        (after.previous, after.number) == (before.hash, before.number + 1) for after, before in pairwise(events)
    )


def _breaks(event: Event) -> bool:
    return event.act == BROKEN
