"""Every package that was ever made here: to whom, when and by whom, as the audit chain tells it.

Each of them holds everything. So the city sees all of them before it says that it has what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from intake.audit import details
from intake.clock import on_the_wall
from intake.store.events import Event, latest_of

BEGUN, PACKED = "handover_begun", "handover_packed"
MOST_LOOKED_AT = 10_000


@dataclass(frozen=True)
class Package:
    """When it was begun and by which user of the machine, the fingerprint of the key it is sealed to, and its
    SHA-256 ("" where nothing tells that it was finished). `number` is of the event; `here` says that its file is
    going too.
    """

    number: int
    at: str
    user: str
    recipient: str
    digest: str = ""
    here: bool = False


def packages_among(events: Iterable[Event]) -> list[Package]:
    """The packages that events tell of, which go from old to new."""
    found = list[Package]()
    for event in events:
        if event.act == BEGUN:
            found.append(_begun(event))
        elif event.act == PACKED:
            _finish(found, event)
    return found


def packages_of(session: Session) -> list[Package]:
    """The same of a whole database."""
    return packages_among(reversed(latest_of(session, (BEGUN, PACKED), MOST_LOOKED_AT)))


def with_files(packages: Sequence[Package], digests: Iterable[str]) -> list[Package]:
    """Which of them are among the files that go."""
    known = set(digests)
    return [replace(each, here=each.digest in known) for each in packages]


def unaccounted(packages: Sequence[Package], received: str) -> list[Package]:
    """Packages begun after the one that the city has received, whose file is not among those that go."""
    last = max(each.number for each in packages if each.digest == received)
    return [each for each in packages if each.number > last and not each.here]


def _finish(found: list[Package], event: Event) -> None:
    """Of two that were made at the same time, the one to the same key."""
    digest, made = str(details(event)["package"]), _begun(event)
    for place, each in reversed(list(enumerate(found))):
        if not each.digest and each.recipient == made.recipient:
            found[place] = replace(each, digest=digest)
            return
    found.append(replace(made, digest=digest))


def _begun(event: Event) -> Package:
    told = details(event)
    at = on_the_wall(event.at).isoformat(timespec="seconds")
    return Package(event.number, at, str(told.get("user", "")), str(told.get("key", "")))
