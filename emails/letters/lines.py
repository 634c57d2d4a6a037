"""Lines as mail programs like them: long ones broken at spaces, links and codes left whole."""

from __future__ import annotations

import re
import textwrap

COLUMNS = 74
_TOO_MANY_BLANKS = re.compile(r"\n{3,}")


def in_lines(text: str) -> str:
    """The text with lines of at most 74 columns, no more than one blank line in a row, one newline at the end.

    A line without spaces stays as it is: a link has to be one piece, and Japanese sentences are written short.
    """
    broken = "\n".join(_broken(line.rstrip()) for line in text.splitlines())
    return _TOO_MANY_BLANKS.sub("\n\n", broken).strip() + "\n"


def _broken(line: str) -> str:
    return textwrap.fill(line, COLUMNS, break_long_words=False, break_on_hyphens=False)
