"""Notes of the staff: sealed first, then stored, with the event, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from intake.audit import write_event
from intake.lifecycle import NotAllowed
from intake.memos import Memo, canonical_memo
from intake.sealing.envelope import seal_inside
from intake.sealing.keys import PublicKeys
from intake.store.applications import Application, move
from intake.store.notes import Note, note


def note_id(about: UUID, account_id: int, form_key: str) -> UUID:
    """The id that a form makes: one form, one note, however often its button is pressed."""
    return uuid5(about, f"note/{account_id}/{form_key}")


def noted(session: Session, about: UUID, account_id: int, form_key: str) -> bool:
    """Whether this form has made its note already."""
    return note(session, note_id(about, account_id, form_key)) is not None


def take_note(
    session: Session,
    keys: PublicKeys,
    seen: Application,
    memo: Memo,
    form_key: str,
    writer: tuple[int, str],
    at: datetime,
    **changes: Any,
) -> None:
    """Store a memo or a line of the contact log; also after the end, since people call then too.

    `writer` is the account's number and how the audit chain names it. The state stays, the version counts on:
    whoever had an older page before them has to look again. NotAllowed when somebody was quicker.
    """
    account_id, actor = writer
    row = Note(id=note_id(seen.id, account_id, form_key), application_id=seen.id, writer=account_id, at=at)
    sealed = seal_inside(canonical_memo(memo), seen.id, at, keys, row.part)
    row.body, row.office_wrap, row.recovery_wrap = sealed.record, sealed.office_wrap, sealed.recovery_wrap
    session.add(row)
    if not move(session, seen, seen.standing, **changes):
        raise NotAllowed("somebody else was quicker")
    write_event(session, "contact_noted" if memo.is_contact else "memo", actor, at, row.application_id)
