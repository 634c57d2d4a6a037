"""The closing of the day: figures from events and sheets, compared with the tables, and signed by a supervisor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from admin.desk.refusals import ChangedMeanwhile, Unknown
from admin.staff import Member
from intake.audit import head, write_event
from intake.clock import Clock, today
from intake.closing import ACTS, CLOSED, SLIP, WAITING, Entry, Reckoning, reckon
from intake.lifecycle import State
from intake.sheets import Fate
from intake.store.applications import states
from intake.store.engine import Store
from intake.store.events import events_of
from intake.store.queues import references
from intake.store.slips import whereabouts

MOST_NAMED = 40
"""Serials that a closing event can name; more than that is for the audit."""


@dataclass(frozen=True)
class Signed:
    """A closing that a supervisor has signed."""

    number: int
    at: datetime
    actor: str
    day: date
    hash: str
    figures: Mapping[str, int]
    strays: Sequence[int]


@dataclass(frozen=True)
class Closing:
    """The closing of a day, signed or still open. `since` is the closing before.

    `strays` are serials for which the table of sheets and the events disagree, `unlike` references (or how many
    that have none) of applications that stand elsewhere than the events say. `seen` is the last event that counts.
    """

    day: date
    until: datetime
    reckoning: Reckoning
    since: Signed | None
    signed: Signed | None
    strays: Sequence[int]
    unlike: Sequence[str]
    seen: int
    head: str

    @property
    def altered(self) -> bool:
        """Whether the figures of today are other ones than those that were signed."""
        return self.signed is not None and dict(self.signed.figures) != self.reckoning.figures

    @property
    def ties(self) -> bool:
        """Whether nothing stands in red."""
        return self.reckoning.ties and not (self.strays or self.unlike or self.altered)


def closing_of(store: Store, clock: Clock, day: date | None = None) -> Closing:
    """The closing of a day that was signed, or of the time since the last one; Unknown for another day."""
    with store.reading() as session:
        entries, closings = _read(session)
        signed = next((each for each in closings if each.day == day), None)
        if day is not None and signed is None:
            raise Unknown
        return _closing(session, clock, entries, closings, signed)


def closed_days(store: Store) -> Sequence[Signed]:
    """The signed closings, newest first."""
    with store.reading() as session:
        return _read(session)[1][::-1]


def close(store: Store, clock: Clock, who: Member, seen: int) -> date:
    """Sign the figures that the page showed. ChangedMeanwhile when something happened since, or it is closed."""
    with store.writing() as session:
        entries, closings = _read(session)
        closing = _closing(session, clock, entries, closings, None)
        if closing.seen != seen or any(each.day == closing.day for each in closings):
            raise ChangedMeanwhile
        write_event(session, CLOSED, who.actor, clock.now(), None, **_told(closing))
    return closing.day


def _told(closing: Closing) -> dict[str, str | int]:
    strays = " ".join(str(serial) for serial in closing.strays[:MOST_NAMED])
    red = len(closing.strays) + len(closing.unlike)
    named: dict[str, str | int] = {"what": strays} if strays else {}
    return {"day": closing.day.isoformat(), "count": red, **named, **closing.reckoning.figures}


def _read(session: Session) -> tuple[list[Entry], list[Signed]]:
    entries, closings = [], []
    for row in events_of(session, ACTS):
        entry = Entry(row.number, row.at, row.act, row.application_id, json.loads(row.detail))
        entries.append(entry)
        if row.act == CLOSED:
            closings.append(_signed(entry, row.actor, row.hash))
    return entries, closings


def _signed(entry: Entry, actor: str, digest: str) -> Signed:
    told = dict(entry.detail)
    day, strays = date.fromisoformat(str(told.pop("day"))), str(told.pop("what", ""))
    told.pop("count")
    figures = {name: int(count) for name, count in told.items()}
    return Signed(entry.number, entry.at, actor, day, digest, figures, [int(each) for each in strays.split()])


def _closing(
    session: Session, clock: Clock, entries: list[Entry], closings: list[Signed], signed: Signed | None
) -> Closing:
    since = next((each for each in reversed(closings) if signed is None or each.number < signed.number), None)
    after = since.number if since else 0
    if signed:
        told = [entry for entry in entries if entry.number < signed.number]
        return Closing(
            signed.day,
            signed.at,
            reckon(told, after),
            since,
            signed,
            signed.strays,
            (),
            signed.number,
            signed.hash,
        )
    reckoning = reckon(entries, after)
    return Closing(
        day=today(clock),
        until=clock.now(),
        reckoning=reckoning,
        since=since,
        signed=None,
        strays=_strays(session, entries, reckoning.fates),
        unlike=_unlike(session, reckoning.states),
        seen=entries[-1].number if entries else 0,
        head=head(session),
    )


def _strays(session: Session, entries: Sequence[Entry], fates: Mapping[int, Fate]) -> list[int]:
    """Serials of which table and events tell different things. A done sheet may go with its application."""
    known, left = whereabouts(session), states(session)
    about = {int(entry.detail["serial"]): entry.about for entry in entries if entry.act == SLIP}
    done = {Fate.FILED, Fate.SHREDDED}
    gone = {
        serial
        for serial, fate in fates.items()
        if serial not in known and fate in done and about[serial] not in left
    }
    differing = {serial for serial, fate in fates.items() if serial not in known or known[serial][1] is not fate}
    return sorted((differing | (known.keys() - fates.keys())) - gone)


def _unlike(session: Session, told: Mapping[UUID, State]) -> list[str]:
    """References of applications that stand elsewhere than the events say; an id where the row is gone."""
    rows = states(session)
    ids = {each for each, state in rows.items() if told.get(each) is not state}
    ids |= {each for each, state in told.items() if state in WAITING and each not in rows}
    known = references(session, ids)
    return sorted(known.get(each, str(each)) for each in ids)
