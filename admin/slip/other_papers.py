"""The other papers as PDF: cancellation slip, cover of a batch with or without its slips, closing sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from admin.slip.content import Slip
from admin.slip.drawing import drawable, runs_of, typeset
from admin.slip.other_content import BatchCover, CancellationSlip, ClosingSheet

FIXED = frozenset(
    {"reference", "printed_by", "fingerprint", "audit_head", "customer_number", "to_pull", "lost", "held"}
)
"""What is read digit by digit."""


def draw_cancellation(slip: CancellationSlip, drawn_at: datetime) -> bytes:
    """A 取消票 on one A4 page. DrawingError where the typesetter fails."""
    return typeset("cancellation.typ", drawn_at, slip=_ready(slip))


def draw_cover(cover: BatchCover, drawn_at: datetime, slips: Sequence[Slip] = ()) -> bytes:
    """The cover of a batch, and behind it the slips of the batch in one PDF. DrawingError where it fails."""
    return typeset("cover.typ", drawn_at, cover=_ready(cover), slips=[drawable(slip) for slip in slips])


def draw_closing(sheet: ClosingSheet, drawn_at: datetime) -> bytes:
    """The closing sheet, A4. DrawingError where the typesetter fails."""
    return typeset("closing.typ", drawn_at, closing=_ready(sheet))


def _ready(paper: CancellationSlip | BatchCover | ClosingSheet) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in asdict(paper).items()}


def _value(name: str, value: object) -> Any:
    """Every word as runs of one font, numbers as they are, serials with six digits."""
    if name == "serial":
        return f"{value:06d}" if isinstance(value, int) else value and runs_of(str(value), fixed_pitch=True)
    if isinstance(value, str):
        return runs_of(value, fixed_pitch=name in FIXED) if value else None
    if isinstance(value, dict):
        return {inner: _value(inner, each) for inner, each in value.items()}
    if isinstance(value, tuple | list):
        return [_value(name, each) for each in value]
    return value
