"""Many slips into one PDF, drawn in portions so that a large batch takes no more memory than a small one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from admin.slip.content import Slip
from admin.slip.drawing import draw

PORTION = 50
"""Slips drawn at once; each takes about 6 MB while it is drawn."""


def bind(slips: Sequence[Slip], drawn_at: datetime) -> bytes:
    """One PDF with every slip in the given order. The raised errors are those of `draw`."""
    if len(slips) <= PORTION:
        return draw(slips, drawn_at)
    first, *rest = (draw(portion, drawn_at) for portion in _portions(slips))
    bound = PdfWriter(clone_from=BytesIO(first))  # so that fonts, profile and metadata of the first stay declared
    for pdf in rest:
        bound.append(PdfReader(BytesIO(pdf)))
    whole = BytesIO()
    bound.write(whole)
    return whole.getvalue()


def _portions(slips: Sequence[Slip]) -> list[Sequence[Slip]]:
    return [slips[start : start + PORTION] for start in range(0, len(slips), PORTION)]
