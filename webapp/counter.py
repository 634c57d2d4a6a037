"""What a resident does at the window until the application is received. Knows no Flask."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from intake.procedures import PROCEDURES
from intake.procedures.field import Problem
from intake.procedures.procedure import Procedure
from intake.procedures.reading import read_all
from intake.receiving import HandedIn, receive
from intake.sealing.letterbox import post
from intake.sealing.lock import lock, lookup, unlock
from intake.store.applications import Application, by_submission
from intake.store.drafts import Draft, draft, draft_by_link
from intake.store.outbox import enqueue
from intake.store.visits import end_unproven
from webapp.drafting import Content, locked, read_content
from webapp.links import ReplacedLink, new_link_secret
from webapp.pacing import TooManyMails
from webapp.replacing import end_old
from webapp.visiting import (
    NoVisit,
    begin_visit,
    code_check,
    code_fits,
    find_visit,
    new_code,
    new_token,
    unlocked,
    visited,
)
from webapp.window import Window

LINK = "link"
SENDINGS = 5
"""Verification mails for one draft over its whole life."""

WRONG_CODES = 10
"""Wrong digits for one draft over its whole life, whatever mail is newest; after them only the link works."""


class AlreadyReceived(Exception):
    """The draft has become an application; there is nothing more to type."""


class ChangedMeanwhile(Exception):
    """What would be handed in is not what the check page showed."""


@dataclass(frozen=True)
class OpenDraft:
    """A draft that this browser may see: its id, procedure, and content. `proven` after link or code."""

    id: UUID
    procedure: Procedure
    language: str
    content: Content
    proven: bool
    submitted: bool
    tries_left: int


@dataclass(frozen=True)
class Entered:
    """A visit that has begun: which draft, the browser's token, and whether it was already received."""

    draft_id: UUID
    token: bytes
    submitted: bool = False


def ask_for_link(window: Window, procedure: Procedure, language: str, email: str) -> Entered:
    """Begin a draft and mail the link and the code. The answer is the same for every address.

    TooManyMails when this address was sent so many within the hour that somebody seems to flood it.
    """
    window.pacing.count(email)
    token = new_token()
    with window.store.writing(events=False) as session:
        row = begin_draft(
            window, session, token, procedure, language, Content(email=email), "verification", new_code()
        )
    return Entered(row.id, token)


def begin_draft(
    window: Window,
    session: Session,
    token: bytes,
    procedure: Procedure,
    language: str,
    content: Content,
    kind: str,
    code: str = "",
) -> Draft:
    """A draft, this browser's visit to it, and the mail that leads to it; the visit is proven without a code."""
    draft_id, key, secret, now = uuid4(), os.urandom(32), new_link_secret(), window.clock.now()
    row = Draft(
        id=draft_id,
        procedure=procedure.name,
        language=language,
        link_lookup=lookup(secret, LINK),
        link_lock=lock(secret, key, LINK),
        content=locked(key, draft_id, content),
        created_at=now,
        expires_at=now + timedelta(hours=window.links.hours),
        submitted=False,
        sendings=1,
        wrong_codes=0,
    )
    session.add(row)
    begin_visit(session, token, draft_id, key, row.expires_at, code)
    _mail(window, session, row, content.email, secret, code, kind)
    return row


def ask_again(window: Window, token: bytes, with_link: bool) -> None:
    """Mail a new link and code; the earlier ones stop working. Without link the mail has the digits only.

    AlreadyReceived after submission, TooManyMails after the fifth mail of a draft.
    """
    secret, code, now = new_link_secret(), new_code(), window.clock.now()
    with window.store.writing(events=False) as session:
        row, content, key = found_draft(window, session, token, proven=False)
        if row.submitted:
            raise AlreadyReceived
        if row.sendings >= SENDINGS:
            raise TooManyMails
        window.pacing.count(content.email)
        row.sendings += 1
        row.link_lookup, row.link_lock = lookup(secret, LINK), lock(secret, key, LINK)
        seen = find_visit(session, token, now)
        seen.code_check, seen.tries_left = code_check(token, code), 5
        kind = "verification" if with_link else "verification_code"
        _mail(window, session, row, content.email, secret, code, kind)


def _mail(window: Window, session: Session, row: Draft, email: str, secret: bytes, code: str, kind: str) -> None:
    facts = {
        "to": email,
        "language": row.language,
        "procedure": row.procedure,
        "token": window.links.sign(secret, row.procedure),
        "code": code,
        "expires_at": row.expires_at.isoformat(timespec="seconds"),
    }
    enqueue(session, kind, row.id, post(facts, str(row.id), window.keys.postman), window.clock.now())


def enter_by_code(window: Window, token: bytes, typed: str) -> int | None:
    """None when the digits fit; otherwise how many tries are left. Each wrong try counts, also in parallel.

    A draft bears ten wrong tries in all: new digits by a new mail are no new chances for whoever guesses.
    """
    with window.store.writing(events=False) as session:
        row, _, _ = found_draft(window, session, token, proven=False)
        seen = find_visit(session, token, window.clock.now())
        if seen.proven:
            return None
        if min(seen.tries_left, WRONG_CODES - row.wrong_codes) > 0 and code_fits(token, seen, typed):
            seen.proven, seen.code_check = True, None
            return None
        row.wrong_codes += 1
        seen.tries_left = max(0, seen.tries_left - 1)
        return max(0, min(seen.tries_left, WRONG_CODES - row.wrong_codes))


def enter_by_link(window: Window, typed: str) -> Entered:
    """Begin a proven visit by the mailed link, in any browser.

    ForgedLink, ExpiredLink or ReplacedLink when the link opens nothing.

    Browsers that asked for the mail and never proved the address lose sight of the draft: they may be somebody
    else's, waiting for a lucky guess.
    """
    secret, token, now = window.links.read(typed), new_token(), window.clock.now()
    with window.store.writing(events=False) as session:
        row = draft_by_link(session, lookup(secret, LINK), now)
        if row is None:
            raise ReplacedLink
        key = unlock(secret, row.link_lock, LINK)
        end_unproven(session, row.id)
        begin_visit(session, token, row.id, key, row.expires_at)
        return Entered(row.id, token, row.submitted)


def look_at_draft(window: Window, token: bytes) -> OpenDraft:
    """What this browser has typed so far; NoVisit when the visit is over."""
    with window.store.reading() as session:
        row, content, _ = found_draft(window, session, token, proven=False)
        seen = find_visit(session, token, window.clock.now())
        return OpenDraft(
            row.id,
            PROCEDURES[row.procedure],
            row.language,
            content,
            seen.proven,
            row.submitted,
            seen.tries_left,
        )


def save_step(window: Window, token: bytes, step: str, typed: Mapping[str, str]) -> None:
    """Keep what was typed on one page, right or wrong; AlreadyReceived after submission.

    Without the name of a step the page does not count as sent: its answers are not judged yet.
    """
    with window.store.writing(events=False) as session:
        row, content, key = found_draft(window, session, token)
        if row.submitted:
            raise AlreadyReceived
        row.content = locked(key, row.id, content.with_step(step, typed))


def receipt_of(window: Window, draft: OpenDraft) -> Application:
    """The application that a submitted draft has become; NoVisit where it was erased meanwhile."""
    with window.store.reading() as session:
        application = by_submission(session, draft.id.bytes)
    if application is None:
        raise NoVisit
    return application


def submit(window: Window, token: bytes, language: str, checked: str = "") -> Sequence[Problem]:
    """Hand in the draft once. Problems mean that nothing was handed in; a second press changes nothing.

    `checked` is the mark of the content that the check page showed; ChangedMeanwhile when another tab has
    changed it since. Where it replaces an application, that one is cancelled with it, or OldOneStays.
    """
    with window.store.writing() as session:
        row, content, key = found_draft(window, session, token)
        if row.submitted or by_submission(session, row.id.bytes):
            return []
        if checked and checked != content.mark:
            raise ChangedMeanwhile
        procedure, situation = PROCEDURES[row.procedure], window.situation()
        answers, problems = read_all(procedure, content.typed, situation)
        if problems:
            return problems
        old = end_old(session, content, situation.at)
        handed_in = HandedIn(procedure, answers, content.email, language, row.id.bytes, old)
        receipt = receive(session, window.keys, situation, handed_in)
        row.submitted = True
        row.content = locked(key, row.id, content.after_submission(receipt.application.reference, receipt.secret))
        return []


def found_draft(
    window: Window, session: Session, token: bytes, *, proven: bool = True
) -> tuple[Draft, Content, bytes]:
    """The draft of a visit, its content and its key; NoVisit also when the address is not proven yet."""
    now = window.clock.now()
    row = draft(session, visited(session, token, now), now)
    seen = find_visit(session, token, now)
    if row is None or (proven and not seen.proven):
        raise NoVisit
    key = unlocked(token, seen)
    return row, read_content(key, row), key
