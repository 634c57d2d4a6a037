"""What stands on the other papers: cancellation slip, cover of a batch, closing sheet. Ready written, frozen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CancellationSlip:
    """A 取消票: which slips to pull, and what to take back in billing. Nothing else of the person."""

    bureau: str
    procedure: str
    reference: str
    serial: int
    copy_number: int
    due_day: str
    received_at: str
    printed_at: str
    printed_by: str
    fingerprint: str
    audit_head: str
    to_pull: tuple[str, ...]
    """Serials of the slips that are about: 000123."""
    lost: tuple[str, ...]
    """Serials of slips that can't be found."""
    customer_number: str
    """Under which billing has it; empty where nothing was keyed and nothing has to be undone."""
    notice: str = ""


@dataclass(frozen=True)
class CoverLine:
    """One sheet of a batch. No name and no place."""

    serial: int
    reference: str
    procedure: str
    due_day: str
    remark: str
    """Which copy, or that it is a cancellation slip; empty for a first print."""


@dataclass(frozen=True)
class BatchCover:
    """The first page of a batch: who printed what and when, so that a missing sheet is seen at once."""

    bureau: str
    title: str
    printed_by: str
    printed_at: str
    audit_head: str
    counts: tuple[tuple[str, int], ...]
    """How many sheets of each procedure."""
    lines: tuple[CoverLine, ...]
    notice: str = ""


@dataclass(frozen=True)
class Sum:
    """One line of a closing sheet: words and a number."""

    label: str
    count: int


@dataclass(frozen=True)
class Equation:
    """Both sides, and what is missing between them; a difference other than zero stands in red."""

    title: str
    came: tuple[Sum, ...]
    went: tuple[Sum, ...]
    difference: int


@dataclass(frozen=True)
class RedLine:
    """Something that has to be resolved: words, and the serials or numbers it is about."""

    words: str
    about: str


@dataclass(frozen=True)
class ClosingSheet:
    """The 日締め表 of one day."""

    bureau: str
    day: str
    period: str
    signed: str
    """Who signed and when, or a sentence that nobody has."""
    serials: str
    """From the first to the last serial, or that nothing was printed."""
    equations: tuple[Equation, ...]
    red: tuple[RedLine, ...]
    held: tuple[str, ...]
    audit_head: str
    notice: str = ""
