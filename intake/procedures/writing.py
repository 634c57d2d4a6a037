"""Fields that people write freely: names, places, notes, and readings in kana."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import jaconv

from intake.procedures.field import Field, Reading, Situation
from intake.procedures.secret_numbers import kind_refusal, looks_secret
from intake.text import N_

_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_BLANK = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0"}
"""Letters by their category, but they print as nothing."""

BETWEEN_LINES = " / "
UNKNOWN_READING = "不明"
UNKNOWN_READINGS = frozenset({UNKNOWN_READING, "ふめい", "わからない", "unknown"})
"""Who applies for somebody else may not know how a name is read; nobody has to invent it."""

_NOT_KANA = re.compile(r"[^ァ-ヺㇰ-ㇿー・ヽヾ゠= A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ0-9'.,&()/\-]")
"""Besides kana what stands in readings of foreign and company names: ジャン＝ポール, (カ)ミズグチ, José, 3M."""

_KANA_TWINS = str.maketrans(
    {"゛": "\u3099", "゜": "\u309a"} | dict.fromkeys("’‘ʼ′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)
"""Signs that look the same to whoever types them: marks that stand alone, apostrophes, hyphens."""

_JOINERS = {"\u200c", "\u200d"}
_VIRAMA = 9
"""The combining class of the sign after which a joiner is part of the spelling, as in Nepali."""

_BETWEEN_LINES = re.compile(r"(?<!\s) / (?!\s)")
"""A bar that stands where a line ended; one with more space around it was typed."""


def unseen_characters(text: str) -> list[str]:
    """Characters that print nothing or turn the direction of writing; they could make paper lie.

    Variation selectors are not among them: they tell one form of a rare kanji from another.
    """
    return [
        each
        for before, each in pairwise(f" {text}")
        if each in _BLANK or (unicodedata.category(each) in _UNSEEN and not _spells(before, each))
    ]


def _spells(before: str, each: str) -> bool:
    return each in _JOINERS and unicodedata.combining(before) == _VIRAMA


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A line of text, kept exactly as typed: no normal form, no width conversion.

    `examples` are invented; simulated residents type them.
    """

    longest: int = 40
    examples: tuple[str, ...]

    def parse(self, text: str, situation: Situation) -> Reading:  # noqa: ARG002 - the same everywhere
        """The text; a problem when it is too long, can't be seen in part, or holds what nobody should send us.

        Browsers send a line break as two characters; people count it as one.
        """
        text = text.replace("\r\n", "\n")
        if len(text) > self.longest:
            return self.wrong(
                N_(
                    "%(label)s must be %(longest)s characters or less. You entered %(count)s.",
                    label=self.label,
                    longest=self.longest,
                    count=len(text),
                )
            )
        if unseen_characters(self.single_spaced(text)):
            return self.wrong(
                N_("%(label)s has a character that can't be printed. Please type it again.", label=self.label)
            )
        if looks_secret(text):
            return self.wrong(kind_refusal(self.label))
        return Reading(self.single_spaced(text))

    def single_spaced(self, text: str) -> str:
        """The text as it is kept; a line has no line breaks in it."""
        return text.replace("\t", " ")


@dataclass(frozen=True, kw_only=True)
class NoteField(TextField):
    """Some lines of text; line breaks are kept."""

    kind: ClassVar[str] = "note"
    longest: int = 200

    def single_spaced(self, text: str) -> str:
        """The lines joined by a visible bar for the check for unseen characters and for paper."""
        return BETWEEN_LINES.join(line.strip() for line in text.replace("\t", " ").splitlines() if line.strip())

    def as_typed(self, value: str) -> dict[str, str]:
        """The lines again: joined by bars they are longer than what was typed, perhaps longer than allowed."""
        return {self.name: _BETWEEN_LINES.sub("\n", value)}


@dataclass(frozen=True, kw_only=True)
class KanaField(TextField):
    """A reading: hiragana, half-width and combined kana become katakana, Latin letters get ASCII width."""

    def parse(self, text: str, situation: Situation) -> Reading:
        """The reading in katakana, or that it is unknown; a problem names what is neither kana nor a letter."""
        if text.casefold() in UNKNOWN_READINGS:
            return Reading(UNKNOWN_READING)
        kana = jaconv.hira2kata(unicodedata.normalize("NFKC", text.translate(_KANA_TWINS)))
        if strange := [each for each in _NOT_KANA.findall(kana) if not unseen_characters(each)]:
            return self.wrong(
                N_(
                    "Enter %(label)s in hiragana or katakana. It has “%(strange)s” in it.",
                    label=self.label,
                    strange="".join(dict.fromkeys(strange))[:10],
                )
            )
        return super().parse(kana, situation)
