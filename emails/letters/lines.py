"""Lines as mail programs like them: long ones broken where the language allows, links and codes left whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

COLUMNS = 74
_TOO_MANY_BLANKS = re.compile(r"\n{3,}")
_MAY_BREAK = re.compile(
    r"(?<= )"
    r"|(?<=[\u3001-\u30ff\u3400-\u9fff\uff01-\uff60])(?<![\u300c\u300e\u3010\uff08])"
    r"(?![\s\u3001\u3002\u300d\u300f\u3011\u30fc\uff01\uff09\uff0c\uff1a\uff1b\uff1f(),.])"
    r"(?![^()]*\)|(?<=[\u3400-\u9fff])[\u3400-\u9fff]*\()"
)
"""Behind a space; and between kana, kanji and their punctuation, with brackets and full stops where they belong,
and a word with its reading in one piece.

Korean has spaces and is broken at them.
"""


def in_lines(text: str) -> str:
    """The text with lines of at most 74 columns, no more than one blank line in a row, one newline at the end.

    What can't be broken stays as it is: a link has to be one piece.
    """
    broken = "\n".join(each for line in text.splitlines() for each in _broken(line.rstrip()))
    return _TOO_MANY_BLANKS.sub("\n\n", broken).strip() + "\n"


def columns(text: str) -> int:
    """How wide a text is; characters of East Asia take two columns."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _broken(line: str) -> Iterator[str]:
    """The line in pieces that fit."""
    begun = ""
    for piece in _MAY_BREAK.split(line):
        if begun.strip() and columns(begun + piece.rstrip()) > COLUMNS:
            yield begun.rstrip()
            begun = ""
        begun += piece
    yield begun.rstrip()
