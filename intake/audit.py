"""The audit chain: each event carries the hash of the one before, so that a change anywhere shows."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from intake.reference import shown
from intake.standing import Told
from intake.store.applications import how_many, states
from intake.store.events import Event, all_events, end_of_chain, last_event
from intake.store.queues import references
from intake.store.slips import heads_on_paper as heads_on_paper_known

BEGINNING = "0" * 64
"""What stands before the first event."""

WHOLE_HEAD = 64
HEAD_ON_PAPER = 12
"""Characters of the head that are printed on slips."""

A_SECOND = timedelta(seconds=1)
"""Events know no smaller part of time; sheets do."""

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
        "head",
        "manifest",
        "key",
        "package",
        "receipt",
        "signer",
        "user",
    }
    | {"received", "keyed", "cancelled", "declined", "carried", "printed", "filed", "held", "shredded", "lost"}
)
"""The only details that an event may carry. None of them can hold a resident's name, a place or an address;
`user` is the name under which somebody works on the machine that hands over."""


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


ENGLISH = {
    "missing": "event %(number)s is missing",
    "unhooked": "event %(number)s does not follow the event before it",
    "changed": "event %(number)s was changed",
    "head": "no event has the head %(head)s that stands on paper",
    "no_events": "there are applications and no events",
    "untold": "%(count)s applications stand where no event has put them: %(references)s",
}
"""What can be wrong, by its code; the console has words of its own in the languages of its readers."""

MOST_NAMED = 5
"""References that a trouble names."""


@dataclass(frozen=True)
class Trouble:
    """What is wrong: a code of `ENGLISH` and the values in its sentence."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return ENGLISH[self.code] % self.values


@dataclass(frozen=True)
class Finding:
    """What a verification found: the number of events, the head, and the first trouble (None when sound).

    `witnesses` are the heads from paper that were met before any trouble, in the order of the chain; `missing`
    are those that were not met. `untold` are applications that stand elsewhere than the events say. `known` is the
    first trouble that the city has looked into: what follows it is judged for itself.
    """

    count: int
    head: str
    wrong: Trouble | None = None
    witnesses: tuple[Witness, ...] = ()
    missing: tuple[str, ...] = ()
    untold: tuple[UUID, ...] = ()
    known: Trouble | None = None

    @property
    def sound(self) -> bool:
        """Whether the chain is whole."""
        return self.wrong is None

    @property
    def trouble(self) -> str:
        """The first trouble in plain English, empty when sound."""
        return str(self.wrong or "")


def write_event(
    session: Session,
    act: str,
    actor: str,
    at: datetime,
    application_id: UUID | None = None,
    **detail: str | int,
) -> Event:
    """Append an event in the caller's transaction; DetailNotAllowed for a detail outside the list.

    NoEventHere in a transaction that was begun without events.
    """
    if unknown := set(detail) - DETAILS:
        raise DetailNotAllowed(", ".join(sorted(unknown)))
    number, previous = end_of_chain(session) or (0, BEGINNING)
    event = Event(
        number=number + 1,
        at=at.astimezone(UTC).replace(microsecond=0),
        act=act,
        actor=actor,
        application_id=application_id,
        detail=json.dumps(detail, ensure_ascii=True, sort_keys=True),
        previous=previous,
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


def verify(session: Session, heads_on_paper: Iterable[str] = (), looked_at: Event | None = None) -> Finding:
    """Walk the whole chain. A head from a slip that is not in it tells of events cut off at the end.

    The heads of the slips that the database knows are looked for too, and applications that stand where no event
    has put them are trouble; but who can cut off events can cut off slips and put rows back: only paper in a hand
    is a witness. `looked_at` is the event by which the city let the work go on: trouble up to there is known.
    """
    walk = _Walk(heads_on_paper, heads_on_paper_known(session, looked_at.at + A_SECOND if looked_at else None))
    told = Told(states(session))
    for event in all_events(session):
        trouble = _trouble(event, walk.number + 1, walk.expected)
        if trouble is None:
            told.take(event.act, event.application_id, event.detail)
        elif looked_at is None or event.number > looked_at.number:
            return replace(walk.finding, wrong=trouble)
        walk.take(event, trouble)
    return _at_the_end(session, walk.finding, told.unlike())


def _at_the_end(session: Session, found: Finding, unlike: list[UUID]) -> Finding:
    """What shows only when the whole chain has gone by."""
    if found.missing:
        return replace(found, wrong=Trouble("head", {"head": found.missing[0]}))
    if not found.count and how_many(session):
        return replace(found, wrong=Trouble("no_events"))
    if unlike:
        some = unlike[:MOST_NAMED]
        known = references(session, some)
        named = [shown(known[each]) if each in known else str(each) for each in some]
        values: dict[str, str | int] = {"count": len(unlike), "references": ", ".join(named)}
        return replace(found, wrong=Trouble("untold", values), untold=tuple(unlike))
    return found


class _Walk:
    """How far the chain was walked. After trouble it goes on from the event as it stands."""

    def __init__(self, in_hand: Iterable[str], known: Iterable[str]) -> None:
        self.number, self.expected = 0, BEGINNING
        self.in_hand = {head.lower()[:HEAD_ON_PAPER] for head in in_hand}
        self.missing = self.in_hand | {head.lower()[:HEAD_ON_PAPER] for head in known}
        self.met = list[Witness]()
        self.known: Trouble | None = None

    def take(self, event: Event, trouble: Trouble | None) -> None:
        """One event further. After trouble nothing is proved any more, but heads are still met."""
        self.known = self.known or trouble
        self.number, self.expected = event.number, event.hash
        head = event.hash[:HEAD_ON_PAPER]
        self.missing.discard(head)
        if head in self.in_hand and self.known is None:
            self.met.append(Witness(head, event.number, event.at))

    @property
    def finding(self) -> Finding:
        """What was found so far."""
        return Finding(
            self.number,
            self.expected,
            witnesses=tuple(self.met),
            missing=tuple(sorted(self.missing)),
            known=self.known,
        )


def _trouble(event: Event, number: int, expected: str) -> Trouble | None:
    if event.number != number:
        return Trouble("missing", {"number": number})
    if event.previous != expected:
        return Trouble("unhooked", {"number": number})
    return None if event.hash == event_hash(event) else Trouble("changed", {"number": number})
