"""What is erased when: one table of rules, run by `mizuguchi purge` and by the housekeeper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.clock import Clock, on_the_wall
from intake.store.engine import Store
from intake.store.erasing import (
    count_applications,
    count_dead_letters,
    count_drafts,
    count_kept_forms,
    count_resident_copies,
    count_visits,
    erase_applications,
    erase_dead_letters,
    erase_drafts,
    erase_kept_forms,
    erase_resident_copies,
    erase_visits,
    unfinished,
)
from intake.town import Retention


@dataclass(frozen=True)
class Rule:
    """What is erased, and how; `erase` returns the number of rows, `count` what that would be now."""

    what: str
    erase: Callable[[Session, Retention, datetime], int]
    count: Callable[[Session, Retention, datetime], int]


def _letters_over(terms: Retention, at: datetime) -> datetime:
    return at - timedelta(hours=terms.draft_hours)


def _copies_over(terms: Retention, at: datetime) -> datetime:
    return at - timedelta(days=terms.resident_copy_days)


def _applications_over(terms: Retention, at: datetime) -> tuple[date, datetime]:
    """Ninety days (a setting) after the last date concerned: the due day, or the last act if that was later."""
    long_ago = at - timedelta(days=terms.application_days)
    return on_the_wall(long_ago).date(), long_ago


def _erase_applications(session: Session, terms: Retention, at: datetime) -> int:
    over = _applications_over(terms, at)
    for each in unfinished(session, *over):
        write_event(session, "erased", "housekeeper", at, each)
    return erase_applications(session, *over)


RULES = (
    Rule(
        "visits",
        lambda session, _terms, at: erase_visits(session, at),
        lambda session, _terms, at: count_visits(session, at),
    ),
    Rule(
        "drafts",
        lambda session, _terms, at: erase_drafts(session, at),
        lambda session, _terms, at: count_drafts(session, at),
    ),
    Rule(
        "kept forms",
        lambda session, _terms, at: erase_kept_forms(session, at),
        lambda session, _terms, at: count_kept_forms(session, at),
    ),
    Rule(
        "dead letters",
        lambda session, terms, at: erase_dead_letters(session, _letters_over(terms, at)),
        lambda session, terms, at: count_dead_letters(session, _letters_over(terms, at)),
    ),
    Rule(
        "resident copies",
        lambda session, terms, at: erase_resident_copies(session, _copies_over(terms, at)),
        lambda session, terms, at: count_resident_copies(session, _copies_over(terms, at)),
    ),
    Rule(
        "applications",
        _erase_applications,
        lambda session, terms, at: count_applications(session, *_applications_over(terms, at)),
    ),
)


def due(store: Store, clock: Clock, terms: Retention) -> dict[str, int]:
    """What `purge` would erase now, by kind; nothing changes."""
    with store.reading() as session:
        return {rule.what: rule.count(session, terms, clock.now()) for rule in RULES}


def purge(store: Store, clock: Clock, terms: Retention) -> dict[str, int]:
    """Erase what is due, each kind in a transaction with its event; returns the rows by kind."""
    erased = {}
    for rule in RULES:
        with store.writing() as session:
            erased[rule.what] = _erase(rule, session, clock, terms)
    return erased


def purge_within(session: Session, clock: Clock, terms: Retention) -> dict[str, int]:
    """The same in the caller's transaction: nobody ever sees what is due."""
    return {rule.what: _erase(rule, session, clock, terms) for rule in RULES}


def _erase(rule: Rule, session: Session, clock: Clock, terms: Retention) -> int:
    count = rule.erase(session, terms, clock.now())
    if count:
        write_event(session, "purge", "housekeeper", clock.now(), what=rule.what, count=count)
    return count
