"""The words of letters, in the languages that have a catalogue. English needs none: its words are the msgids."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

import intake

ROOM = Path(__file__).parents[1] / "translations"
COUNTER = Path(intake.__file__).parent / "translations"
"""The catalogue of the counter has the names of the procedures."""


class CatalogueMissing(Exception):
    """A language without compiled catalogue: better no letter than one in the wrong language."""


@cache
def words(language: str) -> NullTranslations:
    """The catalogue of a language; CatalogueMissing where there is none (`make install` compiles it)."""
    if language == "en":
        return NullTranslations()
    own = Translations.load(ROOM, [language])
    if not isinstance(own, Translations):
        raise CatalogueMissing(language)
    own.add_fallback(Translations.load(COUNTER, [language]))
    return own
