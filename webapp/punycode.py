"""Punycode undone: some browsers turn letters outside ASCII in a domain into xn--… before they send it.

Left alone, gmail.com with a Cyrillic letter in it would be a domain in plain ASCII that no person has ever seen.
"""

from __future__ import annotations

import re
import unicodedata

_OTHER_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
"""Alphabets with letters that look like Latin ones. Kanji and accents beside Latin letters are honest names."""


def undone(domain: str) -> str:
    """The domain with labels that mix Latin with look-alike letters as they were typed; others as they are."""
    return ".".join(_label(each) for each in domain.split("."))


def _label(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        typed = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label
    return typed if _mixed(typed) else label


def _mixed(label: str) -> bool:
    """Whether plain Latin letters stand beside letters of an alphabet that looks alike."""
    if not label.isprintable() or not re.search("[A-Za-z]", label):
        return False
    return any(unicodedata.name(character, "").startswith(_OTHER_SCRIPTS) for character in label)
