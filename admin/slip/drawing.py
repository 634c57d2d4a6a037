"""Slips into one PDF, A4."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from admin.slip.content import Slip, SlipLine, SlipSection
from intake.paper import typesetting
from intake.paper.glyphs import code_points, rare, unprintable
from intake.paper.typesetting import DrawingError, Runs, text_runs

_FOLDER = Path(__file__).parent
_EMPTY = "（入力なし）"
_BLANK = "（空白のみ）"


def draw(slips: Sequence[Slip], drawn_at: datetime) -> bytes:
    """One PDF with every slip on a page of its own, in the given order.

    A slip takes one A4 page; lines move closer together before a second page is begun, and a second page
    repeats the head. ``drawn_at`` (with time zone) goes into the file's metadata only. While drawing, a slip
    takes about 6 MB of memory, so a caller with hundreds draws them in batches of fifty.

    Raises ValueError for no slips or a time without zone, DrawingError where the typesetter fails.
    """
    if not slips:
        raise ValueError("there is no slip to draw")
    if drawn_at.tzinfo is None:
        raise ValueError("the time of drawing needs a time zone")
    try:
        return typeset("slip.typ", drawn_at, slips=[drawable(slip) for slip in slips])
    except DrawingError:
        raise DrawingError("could not draw slips " + ", ".join(_serial(slip) for slip in slips)) from None


def typeset(template: str, drawn_at: datetime, **content: object) -> bytes:
    """One of the templates of this folder; the other papers borrow head and foot from the slip's."""
    return typesetting.typeset(_FOLDER / template, drawn_at, **{"slips": [], **content})


def drawable(slip: Slip) -> dict[str, object]:
    """A slip as the template takes it: every string from outside as runs, line numbers counted through."""
    first = 1
    sections = []
    for section in slip.sections:
        sections.append(_section(section, first))
        first += len(section.lines)
    return {
        "serial": _serial(slip),
        "copy": slip.copy_number,
        "bureau": runs_of(slip.bureau),
        "procedure": runs_of(slip.procedure),
        "reference": runs_of(slip.reference, fixed_pitch=True),
        "due_day": runs_of(slip.due_day),
        "received_at": runs_of(slip.received_at),
        "printed_at": runs_of(slip.printed_at),
        "printed_by": runs_of(slip.printed_by, fixed_pitch=True),
        "fingerprint": runs_of(slip.fingerprint, fixed_pitch=True),
        "audit_head": runs_of(slip.audit_head, fixed_pitch=True),
        "replaces": runs_of(slip.replaces, fixed_pitch=True) if slip.replaces else None,
        "shred_by": runs_of(slip.shred_by) if slip.shred_by else None,
        "reason": runs_of(slip.reason) if slip.reason else None,
        "notice": runs_of(slip.notice) if slip.notice else None,
        "flags": [runs_of(flag) for flag in slip.flags],
        "sections": sections,
    }


def _section(section: SlipSection, first: int) -> dict[str, object]:
    lines = [_line(line, number) for number, line in enumerate(section.lines, first)]
    return {"title": runs_of(section.title), "lines": lines}


def _line(line: SlipLine, number: int) -> dict[str, object]:
    filled = bool(line.value.strip())
    return {
        "number": number,
        "label": runs_of(line.label),
        "value": runs_of(line.value, fixed_pitch=line.emphasis != "plain"),
        "emphasis": line.emphasis if filled else "plain",
        "notes": [{"glyph": runs_of(char), "code": code_points(char)} for char in _hard_to_type(line.value)],
    }


def _hard_to_type(value: str) -> list[str]:
    """Rare characters that can be drawn; the others already stand in the value as code points."""
    spelled_out = unprintable(value)
    return [char for char in rare(value) if char not in spelled_out]


def runs_of(text: str, *, fixed_pitch: bool = False) -> Runs:
    """A text as the template takes it; an empty one says that it is empty."""
    if not text.strip():
        text, fixed_pitch = (_BLANK if text else _EMPTY), False
    return text_runs(text, fixed_pitch=fixed_pitch)


def _serial(slip: Slip) -> str:
    return f"{slip.serial:06d}"
