"""Numbers as people write them: any width, any hyphen, with brackets and spaces."""

from __future__ import annotations

import unicodedata

_BETWEEN = dict.fromkeys(map(ord, "-‐‑‒–—―−ーｰ－~～〜()（） 　\t."), None)


def plain_digits(typed: str) -> str:
    """The text without hyphens, brackets and spaces, its digits of any width and script in ASCII.

    What remains need not be digits.
    """
    plain = unicodedata.normalize("NFKC", typed.translate(_BETWEEN)).translate(_BETWEEN)
    return "".join(str(unicodedata.decimal(character, character)) for character in plain)
