"""Words that a town says itself, in its file: in Japanese, and in other languages where it has them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from intake.languages import LANGUAGES

FIRST_CHOICES = ("en", "ja")
"""Where a language has no words of its own, English is understood by more of its readers than Japanese."""

Spoken = Mapping[str, str]
"""Language code to words."""


def nearest(words: Spoken, language: str) -> str:
    """The language of the words that readers of a language find: their own, else English, else Japanese.

    Whoever reads easy Japanese rather finds Japanese than English.
    """
    instead = LANGUAGES[language].instead if language in LANGUAGES else ()
    return next(each for each in (language, *instead, *FIRST_CHOICES) if each in words)


def in_language(words: Spoken, language: str) -> str:
    """The words that readers of a language find."""
    return words[nearest(words, language)]


def read_words(data: Any, languages: Collection[str]) -> Spoken:
    """Words out of a town's file; ValueError without Japanese, or without English where the town speaks it."""
    if not isinstance(data, dict) or not all(isinstance(words, str) and words.strip() for words in data.values()):
        raise ValueError("words in each language are needed")
    for needed in ("ja", *({"en"} & set(languages))):
        if needed not in data:
            raise ValueError(f"words in {needed} are missing")
    return dict(data)
