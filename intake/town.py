"""What differs from town to town, read once from `town.toml`: municipalities differ by data, not code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from intake.banners import Banner, gravest_first, read_banner
from intake.languages import LANGUAGES
from intake.private_files import not_everybody_s_to_change
from intake.spoken import Spoken, in_language, read_words

SHIPPED = Path(__file__).with_name("town.toml")

NAMED = ("city", "bureau", "centre", "hours")
"""What a town names in each of its languages."""

DAYS = ("start", "stop", "name_change")
CANCELLING = ("start", "stop", "move", "name_change", "debit_form")
PAYMENTS = ("payment", "settlement")
"""What a town has terms for; every one of them has to stand in its file."""


class TownUnreadable(Exception):
    """The town's file lacks an entry or holds one of the wrong kind."""


@dataclass(frozen=True)
class OpenDays:
    """Which days count: ISO weekdays, whether public holidays count, yearly closed days as MM-DD, single ones."""

    weekdays: frozenset[int]
    public_holidays: bool
    closed: frozenset[str]
    extra: frozenset[date]


@dataclass(frozen=True)
class Hours:
    """From when until when people answer on some weekdays (ISO)."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True)
class DayTerms:
    """Which days can be had: lead time in work days, back and ahead in calendar days, and the cut-off hour.

    `back_days` 0 means that no past day is taken here; `closed_days` whether a day without work can be had.
    """

    lead_work_days: int
    back_days: int
    ahead_days: int
    cut_off: time | None
    closed_days: bool


@dataclass(frozen=True)
class CancelTerms:
    """How many days before its day an application may still be cancelled; `hour` None is the end of that day."""

    days_before: int
    count_work_days: bool
    hour: time | None


@dataclass(frozen=True)
class Consent:
    """What a resident agrees to, and the versions of it that are in force.

    `terms_url` is where the text of the terms can be read, of https; None where the town has named no address.
    """

    terms_name: str
    terms_version: str
    privacy_version: str
    terms_url: str | None = None


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
    paper_days: int
    backup_days: int


@dataclass(frozen=True)
class Ledger:
    """What only the bureau can say for its 個人情報ファイル簿, in Japanese; see `intake.ledger`.

    `requests` takes requests for disclosure, at `requests_address`. `recipients` are given data regularly,
    `special_procedure` is another law's for correction, `proposals` takes those for anonymised data; "" is none.
    """

    file: str
    agency: str
    organisation: str
    requests: str
    requests_address: str
    recipients: tuple[str, ...]
    special_procedure: str
    proposals: str


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
    hours: tuple[Hours, ...]
    days: Mapping[str, DayTerms]
    cancelling: Mapping[str, CancelTerms]
    payments: Mapping[str, tuple[str, ...]]
    consent: Consent
    answer_work_days: int
    customer_number_digits: int
    elsewhere: tuple[Elsewhere, ...]
    retention: Retention
    ledger: Ledger
    address: Spoken
    banners: tuple[Banner, ...]

    def name(self, what: str, language: str) -> str:
        """The town's own name for its city, bureau, centre or hours, for readers of a language."""
        return self.names[self.names_for(language)][what]

    def names_for(self, language: str) -> str:
        """In which language readers of a language find those names: the nearest one that the town has."""
        nearest = (language, *(LANGUAGES[language].instead if language in LANGUAGES else ()), "ja")
        return next(code for code in nearest if code in self.names)

    def counter(self, language: str) -> str:
        """Where the counter is and where post goes, for readers of a language."""
        return in_language(self.address, language)


def town_file(environ: Mapping[str, str]) -> Path:
    """The file that a process reads its town from: the one in MIZUGUCHI_TOWN, else the shipped one.

    FileTooOpen where everybody may change it.
    """
    path = Path(environ.get("MIZUGUCHI_TOWN", "").strip() or SHIPPED)
    return not_everybody_s_to_change(path) if path.is_file() else path


def read_town(path: Path = SHIPPED) -> Town:
    """The town in a file; TownUnreadable names the first entry that is missing or wrong."""
    try:
        return _town(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as problem:
        raise TownUnreadable(f"{path.name}: {problem}") from problem


def _town(data: dict[str, Any]) -> Town:
    contact = data["contact"]
    return Town(
        municipality=str(data["municipality"]),
        prefecture=str(data["prefecture"]),
        city=str(data["city"]),
        languages=_list(data["languages"]),
        procedures=_some_of(CANCELLING, data["procedures"]),
        names=_names({"ja": data["name"]["ja"]} | data["name"]),
        phone=str(contact["phone"]),
        fax=str(contact["fax"]),
        email=str(contact["email"]),
        sender=str(data["mail"]["sender"]),
        mails_an_hour=int(data["limits"]["mails_an_hour"]),
        posts_a_minute=int(data["limits"]["posts_a_minute"]),
        reception=_open_days(data["reception"]),
        work=_open_days(data["work"]),
        hours=tuple(_hours(entry) for entry in _list(data["hours"])),
        days={name: _day_terms(data["day"][name]) for name in DAYS},
        cancelling={name: _cancel_terms(data["cancel"][name]) for name in CANCELLING},
        payments={name: _list(data["payment"][name]) for name in PAYMENTS},
        consent=_consent(data["consent"]),
        answer_work_days=int(data["answer"]["work_days"]),
        customer_number_digits=int(data["customer_number"]["digits"]),
        elsewhere=tuple(_elsewhere(entry) for entry in data["elsewhere"]),
        retention=Retention(**_numbers(data["retention"])),
        ledger=_ledger(data["ledger"]),
        address=read_words(data["address"], data["languages"]),
        banners=tuple(gravest_first(read_banner(entry, data["languages"]) for entry in data.get("banner", ()))),
    )


def _consent(data: dict[str, Any]) -> Consent:
    consent = Consent(**{name: str(words) for name, words in data.items()})
    if consent.terms_url is not None and not re.fullmatch(r"https://[^\s/]+\S*", consent.terms_url):
        raise ValueError("terms_url has to be an address that begins with https://")
    return consent


def _ledger(data: dict[str, Any]) -> Ledger:
    said: dict[str, Any] = {name: str(words) for name, words in data.items()}
    ledger = Ledger(**(said | {"recipients": tuple(str(each) for each in data["recipients"])}))
    if not all((ledger.file, ledger.agency, ledger.organisation, ledger.requests, ledger.requests_address)):
        raise ValueError("only special_procedure and proposals may be empty")
    return ledger


def _list(data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list) or not data:
        raise ValueError("a list with at least one entry is needed")
    return tuple(data)


def _some_of(known: Collection[str], data: Any) -> tuple[str, ...]:
    if strange := [name for name in _list(data) if name not in known]:
        raise ValueError(f"nobody knows {strange[0]}")
    return tuple(data)


def _names(data: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {language: {what: words[what] for what in NAMED} for language, words in data.items()}


def _open_days(data: dict[str, Any]) -> OpenDays:
    return OpenDays(
        frozenset(_list(data["weekdays"])),
        _flag(data["public_holidays"]),
        frozenset(data["closed"]),
        frozenset(_day(day) for day in data["extra"]),
    )


def _day(value: Any) -> date:
    if not isinstance(value, date):
        raise ValueError("a day such as 2026-08-13 is needed")
    return value


def _hours(data: dict[str, Any]) -> Hours:
    return Hours(
        frozenset(_list(data["weekdays"])), time.fromisoformat(data["opens"]), time.fromisoformat(data["closes"])
    )


def _day_terms(data: dict[str, Any]) -> DayTerms:
    apart = {"cut_off": _hour(data["cut_off"]), "closed_days": _flag(data["closed_days"])}
    return DayTerms(**(_numbers(data, apart) | apart))


def _cancel_terms(data: dict[str, Any]) -> CancelTerms:
    apart = {"hour": _hour(data["hour"]), "count_work_days": _flag(data["count_work_days"])}
    return CancelTerms(**(_numbers(data, apart) | apart))


def _hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false is needed")
    return value


def _numbers(data: dict[str, Any], apart: Container[str] = ()) -> dict[str, Any]:
    return {name: int(value) for name, value in data.items() if name not in apart}


def _elsewhere(data: dict[str, Any]) -> Elsewhere:
    return Elsewhere(frozenset(data["postal_codes"]), str(data["utility"]), str(data["phone"]))
