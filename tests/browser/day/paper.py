"""Slips as a clerk reads them: only what stands on the paper."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader

from intake.reference import read_reference


@dataclass(frozen=True)
class Slip:
    """What is keyed from a slip, and the head of the audit chain in its foot. Only a move has a second day."""

    reference: str
    serial: str
    day: str
    second_day: str
    head: str


def slips_in(pdf: bytes) -> list[Slip]:
    """The slips of a batch in their order, behind its cover; each is one page here."""
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [_read(text) for text in texts if "表紙" not in text]


def text_of(pdf: bytes) -> str:
    """All that stands on a paper."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def _read(text: str) -> Slip:
    moves = "市内での引っ越し" in text
    (reference,) = _found(r"受付番号\s*(\d{3}-\d{3}-\d{3}-\d)", text)
    (serial,) = _found(r"票の番号\s*(\d{6})", text)
    (head,) = _found(r"監査記録の先頭\s*([0-9a-f]{12})", text)
    day = _day("最終使用日" if moves else "希望日", text)
    return Slip(read_reference(reference), serial, day, _day("使用開始日", text) if moves else "", head)


def _day(label: str, text: str) -> str:
    return "/".join(_found(label + r"\s*(\d{4})年（令和\d+年）(\d{1,2})月(\d{1,2})日", text))


def _found(pattern: str, text: str) -> tuple[str, ...]:
    found = re.search(pattern, text)
    assert found, text
    return found.groups()
