"""A template and its content into one PDF/A-2u (searchable, fonts inside): the same bytes for the same input."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import typst

from intake.paper.glyphs import runs
from intake.paper.typefaces import FIXED_PITCH, typefaces, typesetter_fonts

_CACHED_DOCUMENTS = 12

Runs = list[dict[str, str]]
"""A value as a template takes it: stretches of text, each with the font family that draws it."""


class DrawingError(Exception):
    """The typesetter refused. Says nothing of what stands on the paper."""


def text_runs(text: str, *, fixed_pitch: bool = False, language: str = "ja") -> Runs:
    """A text of a language as a template takes it."""
    return [run._asdict() for run in runs(text, fixed_pitch=fixed_pitch, language=language)]


def typeset(template: Path, drawn_at: datetime, **content: object) -> bytes:
    """A template with its content; it reads nothing outside its own folder. DrawingError where it can't be set."""
    try:
        return _typeset(template, int(drawn_at.timestamp()), content)
    except typst.TypstError:
        # Its message may quote the resident's words, so it is not passed on.
        raise DrawingError(f"could not draw with {template.name}") from None
    finally:
        _forget()


def _forget() -> None:
    """Empty the typesetter's cache, which keeps what it has set through its next ten documents.

    Without this the residents' words would wait there, and hundreds of megabytes after a long batch.
    """
    for _ in range(_CACHED_DOCUMENTS):
        typst.compile(b"", font_paths=typesetter_fonts(), ignore_system_fonts=True, format="pdf")


def _typeset(template: Path, drawn_at: int, content: dict[str, object]) -> bytes:
    pdf = typst.compile(
        template,
        root=template.parent,
        font_paths=typesetter_fonts(),
        ignore_system_fonts=True,
        sys_inputs={
            **{name: json.dumps(value) for name, value in content.items()},
            "base": typefaces()[0].family,
            "fixed": FIXED_PITCH,
        },
        format="pdf",
        pdf_standards="a-2u",
        timestamp=drawn_at,
        pdf_tags=False,
    )
    return pdf if isinstance(pdf, bytes) else b"".join(pdf or ())
