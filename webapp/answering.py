"""What a resident answers on My Page when the centre has asked. Knows no Flask."""

from __future__ import annotations

from intake.corresponding import answer, written
from intake.inquiries import Words, Writer
from intake.store.applications import application
from webapp.visiting import NoVisit, find_visit, visited
from webapp.window import Window


class Hidden(Exception):
    """The questions are hidden in this visit: the second item has not been shown."""


def answer_centre(window: Window, token: bytes, words: Words, form_key: str) -> None:
    """Store an answer once, however often the button is pressed.

    Hidden before the second item. NotAllowed when nothing was asked or the application has ended meanwhile.
    """
    now = window.clock.now()
    with window.store.writing() as session:
        row = application(session, visited(session, token, now))
        seen = find_visit(session, token, now)
        if row is None:
            raise NoVisit
        if not seen.unmasked:
            raise Hidden
        if not written(session, row.id, Writer.RESIDENT, form_key):
            answer(session, window.keys, row, words, form_key, now)
