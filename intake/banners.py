"""What every page says for a time: a disaster, planned works on this service, a season in which many apply."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.spoken import Spoken, read_words

KINDS = ("disaster", "maintenance", "season")
"""The gravest first; that is their order on a page."""


@dataclass(frozen=True)
class Banner:
    """Words with a time: from the first instant to just before the last one, on Japan's clock, without zone."""

    kind: str
    begins: datetime
    ends: datetime
    words: Spoken

    def stands_at(self, wall: datetime) -> bool:
        """Whether it is shown at an instant on the wall (with or without zone)."""
        return self.begins <= wall.replace(tzinfo=None) < self.ends

    def is_ahead(self, wall: datetime) -> bool:
        """Whether its time is still to come."""
        return wall.replace(tzinfo=None) < self.begins


def read_banner(data: dict[str, Any], languages: Collection[str]) -> Banner:
    """A `[[banner]]` of a town's file; ValueError or KeyError where it could not be shown rightly."""
    if data["kind"] not in KINDS:
        raise ValueError(f"nobody knows {data['kind']}")
    begins, ends = _wall(data["from"]), _wall(data["until"])
    if begins >= ends:
        raise ValueError("a banner has to begin before it ends")
    return Banner(data["kind"], begins, ends, read_words(data["words"], languages))


def _wall(value: Any) -> datetime:
    if not isinstance(value, datetime) or value.tzinfo:
        raise ValueError("a day and hour of Japan such as 2027-03-01T00:00:00, without a zone, is needed")
    return value


def gravest_first(banners: Iterable[Banner]) -> list[Banner]:
    """In the order in which a page shows them."""
    return sorted(banners, key=lambda banner: (KINDS.index(banner.kind), banner.begins))
