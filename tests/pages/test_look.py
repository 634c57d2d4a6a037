"""The style sheet stays small, has nothing that no page uses, and words stand out from their ground."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import webapp

ROOM = Path(webapp.__file__).parent
SHEET = (ROOM / "static/window.css").read_text(encoding="utf-8")
TOKENS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", SHEET))
WORDS_ON_GROUNDS = (
    *(
        (word, ground)
        for word in ("text", "head", "quiet", "link")
        for ground in ("paper", "soft", "warn", "info")
    ),
    ("error-text", "paper"),
    ("primary", "paper"),
    ("head", "good-soft"),
)


def test_the_style_sheet_has_at_most_twelve_kilobytes() -> None:
    assert len(SHEET.encode()) <= 12 * 1024


def test_every_class_of_the_style_sheet_is_used_by_a_page() -> None:
    pages = " ".join(path.read_text(encoding="utf-8") for path in (ROOM / "templates").glob("*.html"))
    states = " ".join(path.read_text(encoding="utf-8") for path in (ROOM.parent / "intake").glob("lifecycle.py"))
    selectors = re.sub(r"\{[^{}]*\}|/\*.*?\*/", " ", SHEET, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z_][\w-]*)", selectors))
    assert classes
    assert [name for name in classes if not re.search(rf"\b{name}\b", pages + states)] == []


def test_every_token_is_used() -> None:
    assert [name for name in TOKENS if f"var(--{name})" not in SHEET] == []


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("word", "ground"), WORDS_ON_GROUNDS)
def test_words_have_a_contrast_of_seven_or_more(word: str, ground: str) -> None:
    dark, light = sorted(brightness(TOKENS[name]) for name in (word, ground))
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_the_bright_red_is_no_colour_of_words_on_paper() -> None:
    assert not re.search(r"[^-]color: var\(--error\)", SHEET)
