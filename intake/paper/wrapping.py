"""Where a long word may be broken, so that nothing a resident typed can run off the paper.

A typesetter breaks at spaces and between most Japanese letters. It does not break an e-mail address of 200
letters, or fifty ー in a row, because no line may begin with ー. Such stretches get invisible places to break.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

_BREAK = "\u200b"  # the template turns it into an empty box, so it is not in the PDF's text
_VIRAMA = 9
_LONGEST_WHOLE = 10
"""So many characters always fit on one line, even in the largest size of the slip."""


def breakable(characters: Iterable[str]) -> Iterator[str]:
    """The characters, each followed by a place to break where the stretch before it has grown too long."""
    whole = 0
    for char, following in pairwise([*characters, " "]):
        whole = 0 if _parts(char, following) else whole + 1
        yield char + _BREAK if whole >= _LONGEST_WHOLE and not _joins(char) else char


def _parts(char: str, following: str) -> bool:
    """True where the typesetter breaks of itself: at a space, beside a full-size letter, before 〔U+…〕."""
    if char.isspace() or following.isspace():
        return True
    if following == "〔":
        return char.isalnum() or char == "〕"
    return (_full_size(char) and following.isalnum()) or (_full_size(following) and char.isalnum())


def _joins(char: str) -> bool:
    """True for a letter of an Indian script that grows together with the next one."""
    return unicodedata.combining(char[-1]) == _VIRAMA


def _full_size(char: str) -> bool:
    point = char[0]
    wide = unicodedata.east_asian_width(point) == "W" and unicodedata.category(point) == "Lo"
    return wide and "SMALL" not in unicodedata.name(point, "")
