"""Hostile words, as data: `payloads.toml` groups them by the place in which they would do harm."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path
from typing import NamedTuple

LISTED: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("payloads.toml").read_text(encoding="utf-8"))
IN_A_BROWSER = (
    *("element", "svg", "mutation", "attribute", "apostrophe", "unquoted", "inside_script", "url", "style"),
    *("calls_out", "folded", "encoded"),
)
"""The groups that are about pages."""

_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_BLANK = {"\u115f", "\u2800", "\u3164"}


class Payload(NamedTuple):
    """Hostile words. An address in them ends with the number, so that a call tells whose it was."""

    number: int
    group: str
    text: str

    @property
    def is_line(self) -> bool:
        """Whether a form has to keep it as it is: all of it is seen, and it begins and ends with something."""
        seen = not any(unicodedata.category(each) in _UNSEEN or each in _BLANK for each in self.text)
        return seen and self.text == self.text.strip()


def payloads(port: int = 9) -> list[Payload]:
    """Everything that is listed, with the address of a canary on this machine in it."""
    listed = [(group, text) for group, texts in LISTED.items() for text in texts]
    return [
        Payload(number, group, text.replace("CANARY", f"127.0.0.1:{port}/{number}"))
        for number, (group, text) in enumerate(listed)
    ]
