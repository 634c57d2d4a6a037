"""The cover of a batch and its slips into one PDF, in portions: many slips take no more memory than a few."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from admin.slip.content import Slip
from admin.slip.drawing import draw
from admin.slip.other_content import BatchCover
from admin.slip.other_papers import draw_cover

PORTION = 50
"""Slips drawn at once; each takes about 6 MB while it is drawn."""


def bind(cover: BatchCover, slips: Sequence[Slip], drawn_at: datetime) -> bytes:
    """One PDF: the cover, then every slip in the given order. The raised errors are those of `draw`."""
    first = draw_cover(cover, drawn_at, slips[:PORTION])
    if len(slips) <= PORTION:
        return first
    bound = PdfWriter(clone_from=BytesIO(first))  # so that fonts, profile and metadata of the first stay declared
    for portion in _further_portions(slips):
        bound.append(PdfReader(BytesIO(draw(portion, drawn_at))))
    whole = BytesIO()
    bound.write(whole)
    return whole.getvalue()


def _further_portions(slips: Sequence[Slip]) -> list[Sequence[Slip]]:
    return [slips[start : start + PORTION] for start in range(PORTION, len(slips), PORTION)]
