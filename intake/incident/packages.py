"""The packages of hand-overs that the log tells of: what was in a stolen one was there when it was made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from intake.audit import details
from intake.incident.span import Span
from intake.sealing.fingerprints import grouped
from intake.store.events import Event

BEGUN, PACKED = "handover_begun", "handover_packed"
"""Acts of `mizuguchi handover pack`. In another desk that took a package in stands its beginning only."""


@dataclass(frozen=True)
class Package:
    """When it was begun and finished, how many applications there were, and its SHA-256; "" where not finished."""

    begun: datetime
    finished: datetime
    applications: int
    digest: str = ""

    @property
    def fingerprint(self) -> str:
        """As it stands on the delivery note."""
        return grouped(self.digest)


def packages_of(events: Iterable[Event], until: datetime) -> tuple[Package, ...]:
    """Of a whole log, oldest first, those begun up to an instant."""
    found = list[Package]()
    for event in events:
        if event.at <= until and event.act == BEGUN:
            found.append(Package(event.at, event.at, int(details(event).get("count", 0))))
        elif found and event.act == PACKED and not found[-1].digest:
            told = details(event)
            there = max(found[-1].applications, int(told.get("count", 0)))
            found[-1] = replace(found[-1], finished=event.at, applications=there, digest=str(told["package"]))
    return tuple(found)


def span_of(packages: tuple[Package, ...], asked: Span) -> Span:
    """From the first to the last package: what was there meanwhile may be in one. As asked where there is none."""
    return Span(packages[0].begun, packages[-1].finished) if packages else asked
