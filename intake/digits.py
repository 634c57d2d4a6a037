"""Numbers as people write them: any width, any hyphen, with brackets and spaces."""

from __future__ import annotations

import unicodedata

_BETWEEN = dict.fromkeys(map(ord, "-‐‑‒–—―−─━⁃ーｰ－~～〜・･()（） 　\t."), None)


def plain_digits(typed: str) -> str:
    """The text without hyphens, brackets and spaces, its digits of any width and script in ASCII.

    Marks that nobody sees, such as those around a number from a phone's address book, go too. What remains need
    not be digits.
    """
    plain = unicodedata.normalize("NFKC", typed.translate(_BETWEEN)).translate(_BETWEEN)
    plain = "".join(character for character in plain if unicodedata.category(character) != "Cf")
    return "".join(str(unicodedata.decimal(character, character)) for character in plain)
