"""What a character is called where people have to find it: it may look like another, or like nothing."""

from __future__ import annotations

import unicodedata

from intake.text import N_, Text

_SCRIPTS = {
    "CYRILLIC": N_("Cyrillic letter"),
    "GREEK": N_("Greek letter"),
    "LATIN": N_("letter with an accent, or a special form"),
    "HIRAGANA": N_("hiragana"),
    "KATAKANA": N_("katakana"),
    "KATAKANA-HIRAGANA": N_("katakana"),
    "CJK": N_("kanji"),
    "HANGUL": N_("Hangul"),
}
"""By the first word of the character's name in Unicode."""


def named(character: str) -> Text:
    """“а” (Cyrillic letter, U+0430). What can't be seen is not repeated, but named by its code point."""
    code_point = f"U+{ord(character):04X}"
    if character == " ":
        return N_("a space")
    if not character.isprintable() or unicodedata.combining(character):
        return N_("an invisible character (%(code_point)s)", code_point=code_point)
    if character.isascii():
        return N_("“%(character)s”", character=character)
    script = _SCRIPTS.get(unicodedata.name(character, "").partition(" ")[0])
    seen: dict[str, str | Text] = {"character": character, "code_point": code_point}
    if script is None:
        return N_("“%(character)s” (%(code_point)s)", **seen)
    return N_("“%(character)s” (%(script)s, %(code_point)s)", **seen, script=script)
