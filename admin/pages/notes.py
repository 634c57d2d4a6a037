"""The form of a memo, on an opened record and wherever it comes back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from intake.inquiries import WrongWords
from intake.memos import LONGEST_MEMO, MEANS, RESULTS, WHOM
from intake.text import Text

LONGEST_CONTROL = 4000
"""More than a memo may have, so that a long one comes back whole and its writer can shorten it."""

CONTROLS = ("form_key", "text", "means", "whom", "result")


@dataclass(frozen=True)
class NoteForm:
    """What the form holds: the words as typed, the codes to choose from, and what is wrong."""

    typed: Mapping[str, str]
    problem: WrongWords | None
    longest: int = LONGEST_MEMO

    @property
    def choices(self) -> dict[str, Mapping[str, Text]]:
        """The codes by their controls."""
        return {"means": MEANS, "whom": WHOM, "result": RESULTS}


def note_form(typed: Mapping[str, str] | None = None, problem: WrongWords | None = None) -> NoteForm:
    """An empty form, good for one note, or one that comes back with what was typed."""
    return NoteForm(typed or dict.fromkeys(CONTROLS, "") | {"form_key": secrets.token_urlsafe(16)}, problem)


def typed_note(form: Mapping[str, str]) -> dict[str, str]:
    """The controls of a note in a form that was sent."""
    return {name: form.get(name, "")[:LONGEST_CONTROL] for name in CONTROLS}
