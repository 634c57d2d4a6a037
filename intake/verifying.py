"""A verification that counts: the whole chain is walked, and what was found is an event, and may halt the work.

The auditor does it by hand, with heads from paper; the housekeeper once a day without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from intake.audit import HEAD_ON_PAPER, Finding, verify, write_event
from intake.clock import Clock
from intake.halting import BROKEN, FOUND, RESUMED, SOUND, halted, lifted_by, looked_at
from intake.standing import ACCEPTED
from intake.store.applications import states
from intake.store.engine import Store
from intake.store.events import done_since

DOUBTED = "audit_head_doubted"
"""A head was typed that no event has, while everything else is whole: it is asked for again first."""

HOUSEKEEPER = "housekeeper"
A_DAY = timedelta(days=1)
MOST_HEADS = 40
"""Missing heads that an event can name; a halt with more of them only the city lifts."""


@dataclass(frozen=True)
class Verified:
    """What was found; `doubted` are heads that have to be typed a second time before they count as missing."""

    finding: Finding
    doubted: tuple[str, ...] = ()


def verified(
    store: Store, clock: Clock, actor: str, heads: Iterable[str] = (), again: Iterable[str] = ()
) -> Verified:
    """Walk the chain and write down what was found. `again` are heads that were typed a second time."""
    once, twice = _short(heads), _short(again)
    with store.reading() as session:
        finding = verify(session, once, looked_at(session))
    unsure = _misses_typed_heads_only(finding, once) and not set(finding.missing) <= twice
    with store.writing() as session:
        if unsure:
            write_event(session, DOUBTED, actor, clock.now(), None, **_naming(finding.missing))
        else:
            _write_down(session, finding, actor, clock.now())
    return Verified(finding, finding.missing if unsure else ())


def verified_daily(store: Store, clock: Clock) -> Finding | None:
    """The housekeeper's walk, at most once a day: None when it was done within the last one."""
    with store.reading() as session:
        if done_since(session, (SOUND, BROKEN), (HOUSEKEEPER,), clock.now() - A_DAY):
            return None
    return verified(store, clock, HOUSEKEEPER).finding


def resume(session: Session, actor: str, at: datetime) -> None:
    """The city lets the work go on. Where an application stands otherwise than told, it is told from now on."""
    event = write_event(session, RESUMED, actor, at)
    rows = states(session)
    for each in verify(session, (), event).untold:
        where = {"to": rows[each].value} if each in rows else {}
        write_event(session, ACCEPTED, actor, at, each, **where)


def _short(heads: Iterable[str]) -> set[str]:
    return {head.lower()[:HEAD_ON_PAPER] for head in heads}


def _misses_typed_heads_only(finding: Finding, typed: set[str]) -> bool:
    """Whether nothing else is wrong, so that a slip of the finger is likelier than a cut."""
    return bool(finding.wrong and finding.wrong.code == "head" and set(finding.missing) <= typed)


def _write_down(session: Session, finding: Finding, actor: str, at: datetime) -> None:
    if finding.wrong:
        missing = _naming(finding.missing) if finding.wrong.code == "head" else {}
        write_event(session, BROKEN, actor, at, None, count=finding.count, what=finding.wrong.code, **missing)
        return
    rest: dict[str, str | int] = {"what": "rest"} if finding.known else {}
    write_event(session, SOUND, actor, at, None, count=finding.count, **rest)
    missed = lifted_by(session)
    if halted(session) and missed and missed <= {witness.head for witness in finding.witnesses}:
        write_event(session, FOUND, actor, at, None, **_naming(sorted(missed)))


def _naming(heads: Iterable[str]) -> dict[str, str | int]:
    named = list(heads)
    return {"head": " ".join(named)} if len(named) <= MOST_HEADS else {}
