"""What stands on a slip: plain, frozen data in the order in which the clerk keys it."""

from dataclasses import dataclass
from typing import Literal

Emphasis = Literal["plain", "digits", "room"]
"""How a value is drawn: running text, fixed pitch (numbers read digit by digit), or very large."""


@dataclass(frozen=True)
class SlipLine:
    """One thing to key: a label and the resident's own words.

    The value is printed as typed, never as markup; an empty one is printed as （入力なし）, because a blank
    on paper could also be a fault of the printer. Line breaks in a value are kept.
    """

    label: str
    value: str
    emphasis: Emphasis = "plain"


@dataclass(frozen=True)
class SlipSection:
    """A block of lines that the billing system asks for on one screen, e.g. 使用場所."""

    title: str
    lines: tuple[SlipLine, ...]


@dataclass(frozen=True)
class Slip:
    """Everything one slip shows. Dates and times come ready written, in Japan's time."""

    bureau: str
    """Who receives: the bureau's name."""
    procedure: str
    """What was applied for, e.g. 水道の使用開始."""
    reference: str
    """The reference with its check digit, e.g. 412-070-395-7."""
    serial: int
    """Running number of the slip, printed with six digits: 000123."""
    copy_number: int
    """1 for the first print; from 2 on the slip says 再印刷 and which copy it is."""
    due_day: str
    """The day that is asked for, with its weekday: 2026年（令和8年）12月10日（木）."""
    received_at: str
    """When the application arrived: 2026年（令和8年）11月23日（月）18:05."""
    printed_at: str
    """When this copy was printed."""
    printed_by: str
    """Account name of the clerk who printed it."""
    fingerprint: str
    """First 8 characters of the content fingerprint; the resident's My Page shows the same."""
    audit_head: str
    """First 12 characters of the head of the audit chain, so that paper can witness it."""
    flags: tuple[str, ...]
    """Things to know before keying, e.g. 要電話, 希少文字あり."""
    sections: tuple[SlipSection, ...]
    """The values, in keying order."""
    replaces: str = ""
    """Reference of the application that this one replaces, or empty."""
    shred_by: str = ""
    """The day by which the paper is shredded: 2027年1月9日; empty where no rule is known."""
    reason: str = ""
    """Why this copy was printed, in a word or two; empty for the first."""
    notice: str = ""
    """A sentence for head and foot, e.g. 模擬・実在の申込みではありません."""
