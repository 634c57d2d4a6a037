"""Whether this browser has already made an application for the same place and day. A hint, never a refusal.

Known only from what the browser itself can open: the copies of applications that it submitted or looks at.
Nothing is stored for it, and nothing is known of what others applied for. Knows no Flask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from intake.lifecycle import State
from intake.likeness import Reason, alike, same_day
from intake.records import Record
from intake.sealing.mypage import lookup_value
from intake.sealing.refusal import CannotOpen
from intake.store.applications import Application, by_mypage
from webapp.counter import OpenDraft, found_draft
from webapp.mypage import found_page
from webapp.own_copy import own_copy
from webapp.visiting import NoVisit
from webapp.window import Window

OVER = frozenset({State.CANCELLED, State.CANCEL_REQUESTED, State.DECLINED})
"""Applications that lead to nothing; who makes another does not make it twice."""


def already_applied(
    window: Window, draft: OpenDraft, answers: Mapping[str, str], drafts: Iterable[bytes], pages: Iterable[bytes]
) -> Sequence[str]:
    """The references of this browser's other applications for the same place and day, without the one replaced.

    `drafts` and `pages` are the tokens that the browser holds.
    """
    now = window.clock.now().isoformat()
    new = Record(draft.procedure.name, draft.procedure.version, "", draft.language, "", now, answers)
    with window.store.reading() as session:
        found = dict([*_submitted(window, session, drafts), *_looked_at(window, session, pages)])
    return sorted(
        row.reference
        for row, record in found.values()
        if row.standing not in OVER and row.id.hex != draft.content.replaces and _same(new, record)
    )


def _same(new: Record, old: Record) -> bool:
    return Reason.PLACE in alike(new, old) and same_day(new, old)


Copy = tuple[bytes, tuple[Application, Record]]
"""An application under its own lookup value, with the copy that was opened."""


def _submitted(window: Window, session: Session, tokens: Iterable[bytes]) -> Iterator[Copy]:
    """What was submitted in this browser within the last day."""
    for token in tokens:
        try:
            _, content, _ = found_draft(window, session, token)
        except NoVisit:
            continue
        if content.secret and (row := by_mypage(session, lookup_value(content.secret))):
            yield from _opened(row, content.secret)


def _looked_at(window: Window, session: Session, tokens: Iterable[bytes]) -> Iterator[Copy]:
    """What this browser sees on My Page. A page that is still masked must not be guessed at by comparing."""
    for token in tokens:
        try:
            row, secret, unmasked = found_page(window, session, token)
        except NoVisit:
            continue
        if unmasked:
            yield from _opened(row, secret)


def _opened(row: Application, secret: str) -> Iterator[Copy]:
    """A copy that can't be opened is no reason to keep anybody from submitting."""
    try:
        record = own_copy(row, secret)
    except CannotOpen:
        return
    if record:
        yield row.mypage_lookup, (row, record)
