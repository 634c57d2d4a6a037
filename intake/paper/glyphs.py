"""Which characters of a resident's words can be printed, which are shown by code point, which are hard to type.

A missing glyph would come out as a box and an invisible character as nothing at all; the clerk would then key
another name than the one that was sent. So both are printed as their code point, e.g. 〔U+2A6B2〕.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from intake.paper.typefaces import FIXED_PITCH, Typeface, typefaces
from intake.paper.wrapping import breakable

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Letters and marks that Unicode lists as default ignorable, and the blank braille cell: nothing is seen of them.
_HIDDEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
# Windows and JIS disagree on the code point of these seven signs; both are on every Japanese keyboard.
_WINDOWS_TWINS = frozenset("～－∥￠￡￢―")
_MOST_MARKS = 3


class Run(NamedTuple):
    """A stretch of text that one font family draws."""

    family: str
    text: str


def unprintable(text: str, language: str = "ja") -> tuple[str, ...]:
    """The characters of the text that no available font has or nobody could see, each once, in order.

    A character stands with its marks and variation selector, as the reader would count it.
    """
    return tuple(dict.fromkeys(char for char in characters(text) if _shown(char, language) != char))


def spelled(text: str, language: str = "ja") -> str:
    """The text with each unprintable character replaced by its code point, e.g. 〔U+2A6B2〕.

    Of a variation sequence that no font has, the base character stays: 葛〔U+E0123〕.
    """
    return "".join(_shown(char, language) for char in characters(text))


def rare(text: str) -> tuple[str, ...]:
    """The characters that a clerk cannot type easily, each once: outside JIS X 0208, or a variation sequence."""
    return tuple(dict.fromkeys(char for char in characters(text) if not _common(char)))


def code_points(character: str) -> str:
    """The name of a character in figures: U+845B U+E0100."""
    return " ".join(f"U+{ord(point):04X}" for point in character)


def characters(text: str) -> Iterator[str]:
    """The text cut before every character that is not a mark or variation selector on the one before."""
    taken = ""
    for point in text.replace("\r\n", "\n"):
        if taken and unicodedata.category(point).startswith("M") and not _hidden(taken[0]):
            taken += point
            continue
        if taken:
            yield taken
        taken = point
    if taken:
        yield taken


def runs(text: str, *, fixed_pitch: bool = False, language: str = "ja") -> tuple[Run, ...]:
    """The text cut where another font has to take over; characters no font has are spelled first.

    The cut is made here and not left to the typesetter, which would draw a variation sequence with the first
    font that has the base character, and lose the variant. `language` decides which fonts are asked first.
    """
    ready = tuple(characters(spelled(text, language)))
    families = [_family(char, fixed_pitch, language) for char in ready]
    stretches = groupby(zip(families, breakable(ready), strict=True), itemgetter(0))
    return tuple(Run(family, "".join(piece for _, piece in stretch)) for family, stretch in stretches)


def _family(char: str, fixed_pitch: bool, language: str) -> str:
    if fixed_pitch and char.isascii():
        return FIXED_PITCH
    face = _face(char, language)
    return face.family if face else typefaces()[0].family


@lru_cache(maxsize=8192)
def _shown(char: str, language: str) -> str:
    """The character itself, or the longest part of it that can be drawn and the rest as code points."""
    if char == "\n":
        return char
    kept = next((size for size in range(len(char), 0, -1) if _face(char[:size], language)), 0)
    return char[:kept] + (f"〔{code_points(char[kept:])}〕" if kept < len(char) else "")


@lru_cache(maxsize=8192)
def _face(char: str, language: str) -> Typeface | None:
    if any(_hidden(point) for point in char) or len(char) > 1 + _MOST_MARKS:
        return None
    return next((face for face in typefaces(language) if _draws(face, char)), None)


def _draws(face: Typeface, char: str) -> bool:
    selectors = {(ord(before), ord(point)) for before, point in pairwise(char) if _selects(point)}
    plain = {ord(point) for point in char if not _selects(point)}
    return selectors <= face.sequences and plain <= face.characters


def _selects(point: str) -> bool:
    return "\ufe00" <= point <= "\ufe0f" or "\U000e0100" <= point <= "\U000e01ef"


def _hidden(point: str) -> bool:
    return unicodedata.category(point) in _HIDDEN_CATEGORIES or point in _HIDDEN_LETTERS


def _common(char: str) -> bool:
    if char in _WINDOWS_TWINS or char == "\n":
        return True
    try:
        char.encode("shift_jis")  # Python's codec of this name is JIS X 0208 with the two half-width sets, no more
    except UnicodeEncodeError:
        return False
    return len(char) == 1
