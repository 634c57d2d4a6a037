"""Numbers as people write them: any width, any hyphen, with brackets and spaces."""

from __future__ import annotations

import unicodedata

_BETWEEN = dict.fromkeys(map(ord, "-‐‑‒–—―−ーｰ－~～〜()（） 　\t."), None)


def plain_digits(typed: str) -> str:
    """The text in ASCII width without hyphens, brackets and spaces. What remains need not be digits."""
    return unicodedata.normalize("NFKC", typed.translate(_BETWEEN)).translate(_BETWEEN)
