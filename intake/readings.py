"""Readings in the words of a catalogue: 水道《すいどう》, with ｜ before a word that is not kanji alone."""

from __future__ import annotations

import re

READ = re.compile(r"(?:｜([^｜《》\n]+)|([\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]+))《([^《》\n]+)》")
"""A word (in group 1 or 2) and its reading (in group 3)."""


def in_brackets(words: str) -> str:
    """水道(すいどう), for where nothing can stand above a word: subjects, mails, titles."""
    return READ.sub(lambda found: f"{found[1] or found[2]}({found[3]})", words)
