"""Which records could have been seen, by reference and count: the log knows no names, nor does the answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from sqlalchemy.orm import Session

from intake.audit import Finding, verify
from intake.closing import SUBMIT
from intake.incident.packages import Package, packages_of, span_of
from intake.incident.span import Span
from intake.incident.suspects import EVERYTHING, OF_A_PACKAGE, SIGHTS, WITHOUT_NAMES, Question, Suspect
from intake.reference import shown
from intake.store.accounts import actors_of
from intake.store.engine import Store
from intake.store.events import Event, all_events
from intake.store.queues import references

SIGNED_IN = "signed_in"
LONGEST_SITTING = timedelta(hours=9)
"""Nobody stays signed in longer (`admin.sittings`)."""

MARK = 12
"""Characters of a terminal's fingerprint in events."""

AT_ONCE = 5000
APPLICATIONS, PURGE = "applications", "purge"


@dataclass(frozen=True)
class Seen:
    """One record: its reference, or its id where it is erased by now; how it was seen, when first, by whom."""

    name: str
    acts: tuple[str, ...]
    first: datetime
    actors: tuple[str, ...]


@dataclass
class Tally:
    """Looks into several records at once: how many looks, and into how many records altogether."""

    looks: int = 0
    records: int = 0


@dataclass(frozen=True)
class Affected:
    """The answer. `named` are records that events name; `existed` is how many there were in the span altogether.

    `open_to_all` are the references of those that are still there, where everything could be opened. `finding`
    says whether the log itself is sound; without that no count holds. `packages` are those that may be meant: in
    their place of the span asked for stands the one from the first to the last of them.
    """

    finding: Finding
    named: tuple[Seen, ...]
    unnamed: Mapping[str, Tally]
    existed: int
    erased_since: int
    open_to_all: tuple[str, ...] = ()
    sign_ins_without_terminal: int = 0
    packages: tuple[Package, ...] = ()


@dataclass
class _Log:
    """What a walk over the chain has gathered."""

    seen: dict[UUID, list[Event]] = field(default_factory=dict)
    unnamed: dict[str, Tally] = field(default_factory=lambda: {act: Tally() for act in WITHOUT_NAMES})
    submitted: set[UUID] = field(default_factory=set)
    purged_before: int = 0
    sittings: list[tuple[frozenset[str], Span]] = field(default_factory=list)
    without_terminal: int = 0


def affected(store: Store, question: Question, span: Span) -> Affected:
    """Read the whole log; changes nothing."""
    log = _Log()
    with store.reading() as session:
        finding = verify(session)
        packages = packages_of(all_events(session), span.end) if question.suspect in OF_A_PACKAGE else ()
        span = span_of(packages, span)
        for event in all_events(session):
            _take(log, event, question, span)
        known = dict(_references(session, log.submitted | log.seen.keys()))
    there = sorted(shown(known[each]) for each in log.submitted if each in known)
    existed = max(len(log.submitted) - log.purged_before, len(there), *(each.applications for each in packages))
    return Affected(
        finding=finding,
        named=tuple(sorted((_line(each, events, known) for each, events in log.seen.items()), key=_by_time)),
        unnamed=log.unnamed,
        existed=existed,
        erased_since=existed - len(there),
        open_to_all=tuple(there) if question.suspect in EVERYTHING else (),
        sign_ins_without_terminal=log.without_terminal if question.suspect is Suspect.TERMINAL else 0,
        packages=packages,
    )


def _take(log: _Log, event: Event, question: Question, span: Span) -> None:
    if event.at > span.end:
        return
    detail = json.loads(event.detail)
    if event.act == SUBMIT and event.application_id:
        log.submitted.add(event.application_id)
    if event.act == PURGE and detail.get("what") == APPLICATIONS and event.at < span.begin:
        log.purged_before += int(detail["count"])
    if event.act == SIGNED_IN:
        _sit(log, event, detail, question, span)
    if event.at in span and _concerns(log, event, question):
        if event.act in WITHOUT_NAMES:
            tally = log.unnamed[event.act]
            tally.looks, tally.records = tally.looks + 1, tally.records + int(detail.get("count", 0))
        if event.application_id:
            log.seen.setdefault(event.application_id, []).append(event)


def _sit(log: _Log, event: Event, detail: Mapping[str, str | int], question: Question, span: Span) -> None:
    until = event.at + LONGEST_SITTING
    if "what" not in detail:
        log.without_terminal += until >= span.begin
    elif question.terminal[:MARK] == detail["what"]:
        log.sittings.append((actors_of(int(detail["account"])), Span(event.at, until)))


def _concerns(log: _Log, event: Event, question: Question) -> bool:
    """Whether the suspect saw something by this event."""
    if question.suspect is Suspect.WINDOW:
        return event.actor == "resident"
    if question.suspect is Suspect.POSTMAN:
        return event.actor == "postman"
    if question.suspect in {Suspect.STORAGE, *OF_A_PACKAGE} or event.act not in SIGHTS:
        return False
    if question.suspect is Suspect.ACCOUNT:
        return event.actor in actors_of(question.account)
    if question.suspect is Suspect.TERMINAL:
        return any(event.actor in actors and event.at in sitting for actors, sitting in log.sittings)
    return True


def _references(session: Session, ids: Collection[UUID]) -> Iterator[tuple[UUID, str]]:
    """In portions, since a statement can't hold any number of ids."""
    rest = iter(sorted(ids))
    while portion := list(islice(rest, AT_ONCE)):
        yield from references(session, portion).items()


def _line(about: UUID, events: list[Event], known: Mapping[UUID, str]) -> Seen:
    return Seen(
        name=shown(known[about]) if about in known else str(about),
        acts=tuple(sorted({event.act for event in events})),
        first=events[0].at,
        actors=tuple(sorted({event.actor for event in events})),
    )


def _by_time(seen: Seen) -> tuple[datetime, str]:
    return seen.first, seen.name
