"""Cancel and apply again: a draft filled in from an old application, which stays as it is until submission.

Knows no Flask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from intake.procedures import offered
from intake.procedures.procedure import Procedure
from intake.records import Record
from intake.sealing.derive import derive
from intake.store.applications import Application
from intake.town import Town
from webapp.counter import AlreadyReceived, Entered, begin_draft, found_draft
from webapp.drafting import Content, locked
from webapp.mypage import MyPage, TooLate, found_page, may_cancel
from webapp.own_copy import own_copy
from webapp.visiting import NoVisit, new_token
from webapp.window import Window


class StillMasked(Exception):
    """The form would show what My Page still hides."""


def may_apply_again(page: MyPage, town: Town) -> bool:
    """Whether My Page offers it: the old one can be cancelled, and the town still takes this procedure."""
    return page.may_cancel and page.record is not None and page.procedure in offered(town)


def apply_again(window: Window, page: bytes, drafts: Sequence[bytes], language: str) -> Entered:
    """Begin a draft in place of the application of a visit to My Page, and mail a link to go on elsewhere.

    A draft for it that this browser has open (`drafts` are its tokens) is gone on with, and so is the one of an
    earlier press, whose token follows from that of the visit; then no mail is sent. StillMasked, TooLate,
    TooManyMails.
    """
    earlier = derive(page, "apply-again", 16)
    with window.store.writing() as session:  # takes a turn though it writes no event: it looks at several rows
        row, record, procedure = _old_one(window, session, page)
        for token in (earlier, *drafts):
            if begun := _begun(window, session, token, row):
                return begun
        window.pacing.count(record.email)
        token = new_token() if _is_held(window, session, earlier) else earlier
        typed = as_typed(procedure, record.answers)
        content = Content(email=record.email, typed=typed, replaces=row.id.hex, replaced=row.reference)
        draft = begin_draft(window, session, token, procedure, language, content, "continue_again")
        return Entered(draft.id, token)


def as_typed(procedure: Procedure, answers: Mapping[str, str]) -> dict[str, str]:
    """Stored answers as text for the controls of the form as it is now."""
    return {
        control: text
        for field in procedure.fields
        for control, text in field.as_typed(answers.get(field.name, "")).items()
    }


def apply_as_new(window: Window, token: bytes) -> None:
    """Untie a draft from the old application, which then stays; AlreadyReceived after submission."""
    with window.store.writing(events=False) as session:
        row, content, key = found_draft(window, session, token)
        if row.submitted:
            raise AlreadyReceived
        row.content = locked(key, row.id, replace(content, replaces="", replaced=""))


def _old_one(window: Window, session: Session, page: bytes) -> tuple[Application, Record, Procedure]:
    row, secret, unmasked = found_page(window, session, page)
    procedure = next((each for each in offered(window.town) if each.name == row.procedure), None)
    if procedure is None or not may_cancel(row, window.clock.now()):
        raise TooLate
    record = own_copy(row, secret) if unmasked else None
    if record is None:
        raise StillMasked
    return row, record, procedure


def _begun(window: Window, session: Session, token: bytes, old: Application) -> Entered | None:
    """The draft of a token, if it is open and made in place of that application."""
    try:
        row, content, _ = found_draft(window, session, token)
    except NoVisit:
        return None
    return Entered(row.id, token) if content.replaces == old.id.hex and not row.submitted else None


def _is_held(window: Window, session: Session, token: bytes) -> bool:
    try:
        found_draft(window, session, token)
    except NoVisit:
        return False
    return True
