"""What differs from town to town, read once from `town.toml`: municipalities differ by data, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_name("town.toml")


NAMED = ("city", "bureau", "centre", "hours")
"""What a town names in each of its languages."""


class TownUnreadable(Exception):
    """The town's file lacks an entry or holds one of the wrong kind."""


@dataclass(frozen=True)
class OpenDays:
    """Which days count: ISO weekdays, whether public holidays count, and yearly closed days as MM-DD."""

    weekdays: frozenset[int]
    public_holidays: bool
    closed: frozenset[str]


@dataclass(frozen=True)
class StartTerms:
    """The terms of a start of use; days are calendar days unless the name says work days."""

    lead_work_days: int
    back_days: int
    ahead_days: int
    cut_off: time | None
    cancel_days_before: int
    cancel_hour: time
    payment: tuple[str, ...]


@dataclass(frozen=True)
class Elsewhere:
    """Postal codes inside the municipality whose water is another utility's."""

    postal_codes: frozenset[str]
    utility: str
    phone: str


@dataclass(frozen=True)
class Retention:
    """How long things are kept; see `intake.retention`."""

    draft_hours: int
    application_days: int
    resident_copy_days: int
    backup_days: int


@dataclass(frozen=True)
class Town:
    """One municipality and its bureau."""

    municipality: str
    prefecture: str
    city: str
    languages: tuple[str, ...]
    procedures: tuple[str, ...]
    names: Mapping[str, Mapping[str, str]]
    phone: str
    fax: str
    email: str
    sender: str
    mails_an_hour: int
    posts_a_minute: int
    reception: OpenDays
    work: OpenDays
    start: StartTerms
    answer_work_days: int
    customer_number_digits: int
    elsewhere: tuple[Elsewhere, ...]
    retention: Retention

    def name(self, what: str, language: str) -> str:
        """The town's own name for its city, bureau, centre or hours, in a language it offers."""
        return self.names[language if language in self.names else "ja"][what]


def read_town(path: Path = SHIPPED) -> Town:
    """The town in a file; TownUnreadable names the first entry that is missing or wrong."""
    try:
        return _town(tomllib.loads(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as problem:
        raise TownUnreadable(f"{path.name}: {problem}") from problem


def _town(data: dict[str, Any]) -> Town:
    contact = data["contact"]
    return Town(
        municipality=str(data["municipality"]),
        prefecture=str(data["prefecture"]),
        city=str(data["city"]),
        languages=_list(data["languages"]),
        procedures=_list(data["procedures"]),
        names=_names({"ja": data["name"]["ja"]} | data["name"]),
        phone=str(contact["phone"]),
        fax=str(contact["fax"]),
        email=str(contact["email"]),
        sender=str(data["mail"]["sender"]),
        mails_an_hour=int(data["limits"]["mails_an_hour"]),
        posts_a_minute=int(data["limits"]["posts_a_minute"]),
        reception=_open_days(data["reception"]),
        work=_open_days(data["work"]),
        start=_start(data["start"]),
        answer_work_days=int(data["answer"]["work_days"]),
        customer_number_digits=int(data["customer_number"]["digits"]),
        elsewhere=tuple(_elsewhere(entry) for entry in data["elsewhere"]),
        retention=Retention(**_numbers(data["retention"])),
    )


def _list(data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list) or not data:
        raise ValueError("a list with at least one entry is needed")
    return tuple(data)


def _names(data: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {language: {what: words[what] for what in NAMED} for language, words in data.items()}


def _open_days(data: dict[str, Any]) -> OpenDays:
    return OpenDays(frozenset(_list(data["weekdays"])), bool(data["public_holidays"]), frozenset(data["closed"]))


def _start(data: dict[str, Any]) -> StartTerms:
    cut_off = time.fromisoformat(data["cut_off"]) if data["cut_off"] else None
    payment = tuple(data["payment"])
    timed = {"cut_off": cut_off, "payment": payment, "cancel_hour": time.fromisoformat(data["cancel_hour"])}
    return StartTerms(**(_numbers(data, timed) | timed))


def _numbers(data: dict[str, Any], apart: Container[str] = ()) -> dict[str, Any]:
    return {name: int(value) for name, value in data.items() if name not in apart}


def _elsewhere(data: dict[str, Any]) -> Elsewhere:
    return Elsewhere(frozenset(data["postal_codes"]), str(data["utility"]), str(data["phone"]))
