"""The audit chain: each event carries the hash of the one before, so that a change anywhere shows."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from intake.store.applications import how_many
from intake.store.events import Event, all_events, last_event
from intake.store.slips import heads_on_paper as heads_on_paper_known

BEGINNING = "0" * 64
"""What stands before the first event."""

WHOLE_HEAD = 64
HEAD_ON_PAPER = 12
"""Characters of the head that are printed on slips."""

DETAILS = frozenset(
    {
        "from",
        "to",
        "reason",
        "serial",
        "copy",
        "mail",
        "tries",
        "trouble",
        "account",
        "count",
        "what",
        "role",
        "day",
    }
    | {"received", "keyed", "cancelled", "declined", "carried", "printed", "filed", "held", "shredded", "lost"}
)
"""The only details that an event may carry. None of them can hold a name, a place or an address."""


class DetailNotAllowed(ValueError):
    """Somebody tried to write more into the audit chain than it may hold."""


class WrongHead(ValueError):
    """What was typed can't be the head of a chain."""


@dataclass(frozen=True)
class Witness:
    """A head from paper, and the event that it is the hash of: the chain is proved up to there."""

    head: str
    number: int
    at: datetime


@dataclass(frozen=True)
class Finding:
    """What a verification found: the number of events, the head, and the first trouble (empty when sound).

    `witnesses` are the heads from paper that were met before any trouble, in the order of the chain.
    """

    count: int
    head: str
    trouble: str = ""
    witnesses: tuple[Witness, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the chain is whole."""
        return not self.trouble


def write_event(
    session: Session,
    act: str,
    actor: str,
    at: datetime,
    application_id: UUID | None = None,
    **detail: str | int,
) -> Event:
    """Append an event in the caller's transaction; DetailNotAllowed for a detail outside the list."""
    if unknown := set(detail) - DETAILS:
        raise DetailNotAllowed(", ".join(sorted(unknown)))
    before = last_event(session)
    event = Event(
        number=before.number + 1 if before else 1,
        at=at.astimezone(UTC).replace(microsecond=0),
        act=act,
        actor=actor,
        application_id=application_id,
        detail=json.dumps(detail, ensure_ascii=True, sort_keys=True),
        previous=before.hash if before else BEGINNING,
    )
    event.hash = event_hash(event)
    session.add(event)
    session.flush()
    return event


def event_hash(event: Event) -> str:
    """SHA-256 over every column of an event, in hex."""
    content = (
        event.number,
        event.at.astimezone(UTC).isoformat(),
        event.act,
        event.actor,
        str(event.application_id or ""),
        event.detail,
        event.previous,
    )
    return sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()


def head(session: Session) -> str:
    """The hash of the last event."""
    event = last_event(session)
    return event.hash if event else BEGINNING


def details(event: Event) -> Mapping[str, str | int]:
    """The details of an event."""
    found: Mapping[str, str | int] = json.loads(event.detail)
    return found


def read_heads(typed: str) -> list[str]:
    """Heads as people type them from paper: in groups with spaces or hyphens, in capitals, several with commas.

    A head has 12 characters, as slips print it, or all 64. WrongHead for anything else.
    """
    heads, head_so_far = list[str](), ""
    for part in re.split(r"[\s,;\-‐–—、，]+", unicodedata.normalize("NFKC", typed).lower().strip()):
        head_so_far += part
        if len(head_so_far) == HEAD_ON_PAPER or len(part) == len(head_so_far) == WHOLE_HEAD:
            heads.append(head_so_far)
            head_so_far = ""
    if head_so_far or any(set(each) - set("0123456789abcdef") for each in heads):
        raise WrongHead
    return heads


def verify(session: Session, heads_on_paper: Iterable[str] = ()) -> Finding:
    """Walk the whole chain. A head from a slip that is not in it tells of events cut off at the end.

    The heads of the slips that the database knows are looked for too, and applications without any event are
    trouble; but who can cut off events can cut off slips: only paper in a hand is a witness.
    """
    expected, number = BEGINNING, 0
    in_hand = {head.lower()[:HEAD_ON_PAPER] for head in heads_on_paper}
    missing = in_hand | {head.lower()[:HEAD_ON_PAPER] for head in heads_on_paper_known(session)}
    met = list[Witness]()
    for event in all_events(session):
        number += 1
        if trouble := _trouble(event, number, expected):
            return Finding(number, expected, trouble, tuple(met))
        expected = event.hash
        missing.discard(expected[:HEAD_ON_PAPER])
        if expected[:HEAD_ON_PAPER] in in_hand:
            met.append(Witness(expected[:HEAD_ON_PAPER], number, event.at))
    if missing:
        return Finding(number, expected, f"no event has the head {min(missing)} that stands on paper", tuple(met))
    if not number and how_many(session):
        return Finding(0, expected, "there are applications and no events")
    return Finding(number, expected, witnesses=tuple(met))


def _trouble(event: Event, number: int, expected: str) -> str:
    if event.number != number:
        return f"event {number} is missing"
    if event.previous != expected:
        return f"event {number} does not follow the event before it"
    return "" if event.hash == event_hash(event) else f"event {number} was changed"
