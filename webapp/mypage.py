"""What a resident does on My Page: look, show all, cancel. Knows no Flask."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from intake.acts import perform
from intake.audit import write_event
from intake.digits import plain_digits
from intake.inquiries import Said, Waiting, may_answer
from intake.lifecycle import Act, State, allowed
from intake.procedures import PROCEDURES
from intake.procedures.procedure import Procedure
from intake.records import Record, fingerprint
from intake.sealing.lock import lookup
from intake.sealing.mypage import NotASecret, lookup_value, read_secret
from intake.store.applications import Application, application, by_mypage, replacements
from intake.store.events import Event, events_about
from intake.store.messages import messages_of
from intake.store.visits import end_visit
from webapp.own_copy import own_copy, own_thread
from webapp.visiting import USE, NoVisit, begin_visit, find_visit, new_token, unlocked, visited
from webapp.window import Window

TRIES = 5
LOCKED_FOR = timedelta(hours=24)
VISIT = timedelta(minutes=60)


class NoSuchPage(Exception):
    """No application has this link, or it was erased. Nothing more is said."""


class HalfACode(NoSuchPage):
    """What was typed can't be a code: it is too short or too long, or has other characters."""


class TooManyTries(Exception):
    """The second item was wrong too often; the page stays masked for a day."""


class TooLate(Exception):
    """The time for cancelling on My Page is over, or the state does not allow it."""


@dataclass(frozen=True)
class MyPage:
    """What the page shows. `record` is None once the resident's copy was erased.

    `replaces` and `replaced_by` are references of other applications, of which nothing more is known here.
    `thread` are the questions and answers, empty until the second item was shown; `asked` says that a question
    waits.
    """

    application: Application
    procedure: Procedure
    record: Record | None
    fingerprint: str
    events: Sequence[Event]
    unmasked: bool
    tries_left: int
    may_cancel: bool
    replaces: str
    replaced_by: Sequence[str]
    thread: Sequence[Said]
    asked: bool
    may_answer: bool

    @property
    def second_item(self) -> str:
        """The name of the field whose last four digits show everything."""
        return self.procedure.second_item(self.record.answers)[0] if self.record else ""


def enter(window: Window, typed: str) -> tuple[UUID, bytes]:
    """Begin a visit with the secret of the link; NoSuchPage for every secret that leads nowhere.

    HalfACode is told by the form of the text alone, and says nothing about which codes there are.
    """
    try:
        secret = read_secret(typed.rpartition("#")[2])
    except NotASecret as wrong:
        raise HalfACode from wrong
    token, now = new_token(), window.clock.now()
    with window.store.writing(events=False) as session:
        row = by_mypage(session, lookup_value(secret))
        if row is None:
            raise NoSuchPage
        begin_visit(session, token, row.id, secret.encode(), now + VISIT)
        return row.id, token


def look(window: Window, token: bytes) -> MyPage:
    """The page of a visit; NoVisit when it is over."""
    with window.store.reading() as session:
        row, secret, unmasked = found_page(window, session, token)
        record, now = own_copy(row, secret), window.clock.now()
        messages = messages_of(session, row.id)
        return MyPage(
            application=row,
            procedure=PROCEDURES[row.procedure],
            record=record,
            fingerprint=fingerprint(record) if record else "",
            events=events_about(session, row.id),
            unmasked=unmasked,
            tries_left=_tries_left(row, now),
            may_cancel=may_cancel(row, now),
            replaces=record.replaces if record else "",
            replaced_by=replacements(session, row.id),
            thread=own_thread(messages, secret) if unmasked else (),
            asked=row.inquiry == Waiting.ASKED,
            may_answer=unmasked and may_answer(row.standing, [each.writer for each in messages]),
        )


def show_all(window: Window, token: bytes, typed: str) -> bool:
    """Whether the second item fits; five wrong ones lock the page for a day (TooManyTries)."""
    now = window.clock.now()
    with window.store.writing() as session:
        row, secret, _ = found_page(window, session, token)
        record = own_copy(row, secret)
        if record is None or _tries_left(row, now) == 0:
            raise TooManyTries
        expected = PROCEDURES[row.procedure].second_item(record.answers)[1]
        if hmac.compare_digest(plain_digits(typed[:40]).encode(), expected.encode()):
            find_visit(session, token, now).unmasked = True
            row.tries, row.tries_from = 0, None
            return True
        _count_wrong_try(session, row, now)
        return False


def _count_wrong_try(session: Session, row: Application, now: datetime) -> None:
    row.tries = TRIES - _tries_left(row, now) + 1
    row.tries_from = now
    if row.tries >= TRIES:
        write_event(session, "second_item_locked", "resident", now, row.id, tries=row.tries)


def cancel(window: Window, token: bytes) -> State:
    """Cancel, or ask for it where paper exists already; TooLate when it can't be done here any more."""
    now = window.clock.now()
    with window.store.writing() as session:
        row, _, _ = found_page(window, session, token)
        if row.standing in {State.CANCELLED, State.CANCEL_REQUESTED}:
            return row.standing
        if not may_cancel(row, now):
            raise TooLate
        return perform(session, row, Act.CANCEL, "resident", now)


def leave(window: Window, token: bytes) -> None:
    """End the visit: the token in this browser, or a copy of it, opens nothing any more."""
    with window.store.writing(events=False) as session:
        end_visit(session, lookup(token, USE))


def may_cancel(row: Application, now: datetime) -> bool:
    """Whether the resident can still cancel here, or ask for it."""
    return Act.CANCEL in allowed(row.standing) and now <= row.cancel_until


def _tries_left(row: Application, now: datetime) -> int:
    """Wrong tries are forgotten a day after the last one."""
    if row.tries_from is None or now - row.tries_from >= LOCKED_FOR:
        return TRIES
    return max(0, TRIES - row.tries)


def found_page(window: Window, session: Session, token: bytes) -> tuple[Application, str, bool]:
    """The application of a visit, the secret of its link, and whether all is shown; NoVisit when it is over."""
    now = window.clock.now()
    row = application(session, visited(session, token, now))
    seen = find_visit(session, token, now)
    if row is None:
        raise NoVisit
    return row, unlocked(token, seen).decode(), seen.unmasked
