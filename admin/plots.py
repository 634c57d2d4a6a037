"""Bars drawn as SVG: one colour that prints, every number beside its bar, title and text for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from markupsafe import Markup, escape

WIDTH, LINE, TOP = 360, 26, 6
LABEL, VALUE = 182, 44
"""Pixels for the words on the left and the number on the right; bars have what is between them."""

WIDE, NARROW = 14, 8
"""How broad a full-size and another character are at most, in pixels; labels are pressed together beyond that."""

COLOUR, INK = "#0017c1", "#1a1a1a"


@dataclass(frozen=True)
class Bar:
    """One bar: what it stands for, how long it is drawn, and the number as it is told."""

    label: str
    length: int
    told: str


def bars(name: str, title: str, drawn: Sequence[Bar]) -> Markup:
    """Horizontal bars under each other. `name` makes the ids of this plot; every text is escaped."""
    height, longest = TOP * 2 + LINE * len(drawn), max((bar.length for bar in drawn), default=0) or 1
    said = ", ".join(f"{bar.label} {bar.told}" for bar in drawn)
    lines = Markup("").join(_line(bar, place, longest) for place, bar in enumerate(drawn))
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 {} {}" role="img"'
        ' aria-labelledby="{}-title {}-desc" font-family="sans-serif" font-size="14">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>'
    ).format(WIDTH, height, name, name, name, title, name, said, lines)


def _line(bar: Bar, place: int, longest: int) -> Markup:
    room = WIDTH - LABEL - VALUE
    length = max(round(room * bar.length / longest), 1 if bar.length else 0)
    middle = TOP + place * LINE + LINE // 2 + 5
    return Markup(
        '<text x="{}" y="{}" text-anchor="end" fill="{}"{}>{}</text>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"></rect>'
        '<text x="{}" y="{}" fill="{}">{}</text>'
    ).format(
        LABEL - 8, middle, INK, _pressed(bar.label), escape(bar.label),
        LABEL, TOP + place * LINE + 4, length, LINE - 8, COLOUR,
        LABEL + length + 6, middle, INK, escape(bar.told),
    )  # fmt: skip


def _pressed(label: str) -> Markup:
    """What keeps a long label inside the plot."""
    broad = sum(WIDE if east_asian_width(each) in "WFA" else NARROW for each in label)
    return (
        Markup(' textLength="{}" lengthAdjust="spacingAndGlyphs"').format(LABEL - 12)
        if broad > LABEL - 12
        else Markup("")
    )
